"""What of mkdocs.yml concerns `mionido build` too."""

import re
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from mionido.problems import ExpectedError

# Without https only on this machine, or by number in a network of its own.
HERE = r"localhost|\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]"
SITE_URL = re.compile(
    rf"(?:https://[A-Za-z0-9.-]+|https?://(?:{HERE}))(?::[0-9]{{1,5}})?(?:/[A-Za-z0-9._~/%-]*)?"
)
AS_THIS = "Write SITE_URL, or site_url in mkdocs.yml, like this: https://example.org/my-law/"


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml as MkDocs does.

    `!ENV` is a variable of the environment; other tags are for MkDocs alone.
    """


_Settings.add_constructor("!ENV", construct_env_tag)
_Settings.add_multi_constructor("", lambda loader, suffix, node: None)


def site_url(root: Path) -> str:
    """Return the address the site will have, or nothing when mkdocs.yml does not say."""
    url = checked_url(_read(root / "mkdocs.yml").get("site_url") or "")
    return f"{url.rstrip('/')}/" if url else ""  # as MkDocs understands it


def checked_url(url: Any) -> str:
    """Return the address of a site. Raises ExpectedError if it is none: links lead there."""
    if not isinstance(url, str):
        raise ExpectedError(f"mkdocs.yml says that site_url is {url}. {AS_THIS}")
    if url and not SITE_URL.fullmatch(url):
        raise ExpectedError(f"{url} is not the address of a site. {AS_THIS}")
    return url


def _read(path: Path, inherited_by: tuple[Path, ...] = ()) -> dict[str, Any]:
    """Read settings, and those they inherit."""
    try:
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        settings = yaml.load(written, _Settings) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ExpectedError(f"{path.name} is not valid YAML: {error}") from None
    except OSError as error:
        raise ExpectedError(f"{path.name} cannot be read: {error.strerror}.") from None
    if not isinstance(settings, dict):
        raise ExpectedError(f"{path.name} is not a list of settings, such as  site_name: My law")
    parent = settings.get("INHERIT")
    if not parent:
        return settings
    if not isinstance(parent, str) or path in inherited_by:
        raise ExpectedError(
            f"{path.name} inherits {parent}, which is not another file of settings."
        )
    return _read(path.parent / parent, (*inherited_by, path)) | settings
