"""The `mionido` command. Of its commands, only the one that is called is imported."""

import gc
import sys
import traceback
from io import StringIO
from pathlib import Path

import click

from mionido.commands.console import say, say_error
from mionido.commands.later import later
from mionido.problems import ExpectedError

# Where each stands, below mionido/commands/.
COMMANDS = {
    "answer": "editing:answer",
    "build": "quick:build",
    "changed": "publishing:changed",
    "check": "quick:check",
    "components": "publishing:components",
    "extract": "editing:extract",
    "handout": "handout:handout",
    "init": "init:init",
    "language": "language:language",
    "merge": "publishing:merge",
    "prove": "editing:prove",
    "pseudo": "pseudo:pseudo_languages",
    "review": "editing:review",
    "sample": "editing:sample",
    "schema": "editing:schema",
    "seen": "editing:seen",
    "status": "editing:status",
    "verify": "publishing:verify",
}


class Commands(click.Group):
    """All commands by their names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = later(f"commands.{COMMANDS[cmd_name]}")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The project folder.",
)
@click.pass_context
def commands(ctx: click.Context, root: Path) -> None:
    """Make a multilingual website about a law from content/ and translations/."""
    ctx.obj = root.resolve()


def main() -> None:
    """Run a command; what nobody foresaw is our mistake, and says so."""
    gc.set_threshold(
        100_000
    )  # nearly all that is read stays until the end: looking through it costs a tenth
    try:
        commands(standalone_mode=False)
    except click.ClickException as error:
        error.show(shown := StringIO())
        say(shown.getvalue().rstrip(), err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        say("Aborted!", err=True)
        sys.exit(1)
    except ExpectedError as error:
        say_error(str(error))
        sys.exit(1)
    except Exception:
        say(
            "mionido: this is a bug in mionido, not in your file. Please report it with the text below.\n",
            err=True,
        )
        say(traceback.format_exc(), err=True)
        sys.exit(3)
