"""What of mkdocs.yml concerns `mionido build` too."""

from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from mionido.problems import ExpectedError


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml as MkDocs does: `!ENV` is a variable of the environment, other tags are for MkDocs alone."""


_Settings.add_constructor("!ENV", construct_env_tag)
_Settings.add_multi_constructor("", lambda loader, suffix, node: None)


def site_url(root: Path) -> str:
    """Return the address the site will have, or nothing when mkdocs.yml does not say."""
    url = _read(root / "mkdocs.yml").get("site_url") or ""
    return f"{url.rstrip('/')}/" if url else ""  # as MkDocs understands it


def _read(path: Path) -> dict[str, Any]:
    """Read settings, and those they inherit."""
    try:
        settings = yaml.load(path.read_text(encoding="utf-8"), _Settings) if path.exists() else {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ExpectedError(f"{path.name} is not valid YAML: {error}") from None
    parent = settings.get("INHERIT")
    return (_read(path.parent / parent) if parent else {}) | settings
