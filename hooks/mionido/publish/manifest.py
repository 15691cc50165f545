"""manifest.json: a hash of every file of a site, and of all it was made from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, TypeAdapter

from mionido.model.site import CODE
from mionido.problems import ExpectedError

MANIFEST = "manifest.json"


class ManifestError(ExpectedError):
    """A site has no manifest that we can read."""


def below(uri: str) -> str:
    """Return the address of a file that stays below its folder. Raises ValueError."""
    leads_elsewhere = any(part in ("", ".", "..") for part in uri.split("/"))
    if leads_elsewhere or not uri.isprintable() or "\\" in uri or ":" in uri:
        raise ValueError(f"{uri} is not the address of a file")
    return uri


Address = Annotated[str, AfterValidator(below)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, StringConstraints(pattern=f"^{CODE}$")]


@dataclass(frozen=True)
class Inputs:
    """What a site was made from: fingerprints, and the day and address it was made for."""

    engine: str
    content: str
    translations: dict[Code, str]
    day: str
    site_url: str


@dataclass(frozen=True)
class Manifest:
    """What a site was made from, and the SHA-256 of each file by its address."""

    inputs: Inputs
    files: dict[Address, Hash]

    def text(self) -> str:
        """Return this as it is published, always in the same order."""
        data = {"format": 1, **asdict(self)}
        return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @property
    def locales(self) -> set[str]:
        """The locales whose pages are here."""
        folders = {uri.split("/")[0] for uri in self.files if "/" in uri}
        return folders & self.inputs.translations.keys()


READ = TypeAdapter(Manifest)


@dataclass(frozen=True)
class Difference:
    """How one site differs from another: the addresses only one of them has, or has otherwise."""

    added: list[str]
    changed: list[str]
    removed: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def parse(text: str | bytes, where: str) -> Manifest:
    """Read a manifest; `where` is how messages call it."""
    try:
        return READ.validate_json(text)
    except ValueError as error:
        raise ManifestError(f"{where} is not a manifest of mionido.") from error


def manifest_in(folder: Path) -> Manifest:
    """Read the manifest of a site in a folder."""
    try:
        return parse((folder / MANIFEST).read_bytes(), str(folder / MANIFEST))
    except OSError:
        raise ManifestError(f"{folder} has no {MANIFEST}: mionido did not make it.") from None


def sha256(data: bytes) -> str:
    """Return the hash of a file's bytes, as a manifest holds it."""
    return hashlib.sha256(data).hexdigest()


def difference(old: dict[str, str], new: dict[str, str]) -> Difference:
    """Return how the files of `new` differ from those of `old`."""
    return Difference(
        added=sorted(new.keys() - old.keys()),
        changed=sorted(uri for uri in old.keys() & new.keys() if old[uri] != new[uri]),
        removed=sorted(old.keys() - new.keys()),
    )
