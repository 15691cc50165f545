"""Runs commands as `python -m` does, each in a process of its own, forked from one that has imported them before.

Most of what a short command takes is the import of what it needs. Here that is done once, and each command begins as
it would: with its own arguments, folder, environment and output, and with nothing that another one worked out.
"""

import gc
import importlib
import json
import os
import re
import runpy
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

IMPORTED = (
    "mionido.commands.cli",
    "mionido.commands.editing",
    "mionido.commands.publishing",
    "mionido.commands.handout",
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "mkdocs_static_i18n.plugin",
)
WATCHED = (
    "open",
    "os.",
    "shutil.",
    "ctypes.dlsym",
)  # what a file or a process is made, moved or removed by
COMMANDS = ("mionido", "mkdocs")  # of others the import is not most of it


def run(
    *arguments: str,
    cwd: Path,
    environment: dict[str, str],
    killed_at: str = "",
    is_group_killed: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run one of COMMANDS, and return what it said and its exit code.

    At the first thing it does whose event and arguments (see sys.addaudithook) `killed_at` is found in, it is killed.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = [f"{folder}/stdout", f"{folder}/stderr"]
        server = start(os.getpid())
        task = {"arguments": arguments, "cwd": str(cwd), "environment": environment, "said": said}
        task |= {"killed_at": killed_at, "is_group_killed": is_group_killed}
        server.stdin.write(json.dumps(task) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        stdout, stderr = (Path(name).read_text(encoding="utf-8") for name in said)
    return subprocess.CompletedProcess(arguments, code, stdout, stderr)


@cache
def start(owner: int) -> subprocess.Popen[str]:
    """Start the process that the commands are forked from; it ends with the one that asked for it."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, __file__], stdin=pipe, stdout=pipe, text=True)


def serve() -> None:
    """Fork a command for each line that says one, and answer with its exit code."""
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # a command that ends need not look at what it has from here
    for line in sys.stdin:
        if (child := os.fork()) == 0:
            become(**json.loads(line))
            return
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def die_at(point: re.Pattern[str], *, is_group_killed: bool) -> None:
    """Let this process be killed just before it, or one that it forks, does something; if so, all of them at once."""
    os.setsid()
    victim, kill = os.getpid(), os.killpg if is_group_killed else os.kill

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(WATCHED) and point.search(f"{event} {arguments}"):
            kill(victim, signal.SIGKILL)

    sys.addaudithook(watch)


def become(
    arguments: list[str],
    cwd: str,
    environment: dict[str, str],
    said: list[str],
    killed_at: str,
    is_group_killed: bool,
) -> None:
    """Go on as this command."""
    if killed_at:
        die_at(re.compile(killed_at), is_group_killed=is_group_killed)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0)
    for number, name in enumerate(said, start=1):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = [*arguments]
    sys.path[0] = cwd
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve()
