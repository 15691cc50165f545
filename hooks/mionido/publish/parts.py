"""Parts of a site built on several machines, joined; and a published site compared with a build."""

import gzip
import shutil
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

import brotli

from mionido.publish.folder import beside, files_in, plain_name, swap
from mionido.publish.manifest import (
    MANIFEST,
    Difference,
    Inputs,
    Manifest,
    ManifestError,
    difference,
    manifest_in,
    parse,
    sha256,
)

DECOMPRESS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".br": brotli.decompress}
REQUESTS_AT_ONCE = 8
SECONDS = 30
MOST = 32 * 1024 * 1024  # bytes of an answer: some times the largest file of a site


class TooLargeError(ManifestError):
    """An answer that no file of a site can be."""


def join(parts: Sequence[Path], site: Path, root: Path) -> Manifest:
    """Join parts that were built from the same inputs into one site.

    Raises ManifestError if they do not fit.
    """
    for part in parts:
        _refuse_links(part)
    manifests = [manifest_in(part) for part in parts]
    whole = _joined(parts, manifests)
    with beside(site, root) as folder:
        for part, manifest in zip(parts, manifests, strict=True):
            _copy(part, manifest, folder / "new")
        (folder / "new" / MANIFEST).write_text(whole.text(), encoding="utf-8")
        swap(folder / "new", site)
    return whole


def _refuse_links(part: Path) -> None:
    for path in part.rglob("*"):
        if path.is_symlink():
            raise ManifestError(f"{path} is a symbolic link, and a site has none.")


def _joined(parts: Sequence[Path], manifests: Sequence[Manifest]) -> Manifest:
    first = manifests[0]
    files: dict[str, str] = {}
    for part, manifest in zip(parts, manifests, strict=True):
        if manifest.inputs != first.inputs:
            other = " and ".join(_other_inputs(first.inputs, manifest.inputs))
            what = f"{part} was made from other {other} than {parts[0]}."
            raise ManifestError(f"{what} Build both anew.")
        if twice := Manifest(first.inputs, files).locales & manifest.locales:
            raise ManifestError(f"{', '.join(sorted(twice))} is in {part} and in another part.")
        if changed := difference(files, manifest.files).changed:
            raise ManifestError(f"{changed[0]} in {part} is not the same as in {parts[0]}.")
        files |= manifest.files
    whole = Manifest(first.inputs, files)
    if missing := set(first.inputs.translations) - whole.locales:
        raise ManifestError(f"no part holds {', '.join(sorted(missing))}.")
    return whole


def _other_inputs(one: Inputs, other: Inputs) -> list[str]:
    """Return the names of the inputs in which two parts differ."""
    return [name for name, value in vars(one).items() if value != getattr(other, name)]


def _copy(part: Path, manifest: Manifest, target: Path) -> None:
    """Copy the files of a part, and their compressed forms.

    Raises ManifestError when one is not as it was built.
    """
    for uri, expected in manifest.files.items():
        path = part / uri
        if not path.is_file() or sha256(path.read_bytes()) != expected:
            raise ManifestError(f"{path} is missing or was changed after it was built.")
        (target / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target / uri)
        for suffix, decompress in DECOMPRESS.items():
            packed = part / f"{uri}{suffix}"
            if not packed.is_file():
                continue
            if _hash_inside(packed, decompress) != expected:
                raise ManifestError(f"{packed} was changed after it was built.")
            shutil.copy2(packed, target / f"{uri}{suffix}")


def _hash_inside(packed: Path, decompress: Callable[[bytes], bytes]) -> str:
    try:
        return sha256(decompress(packed.read_bytes()))
    except (OSError, EOFError, zlib.error, brotli.error):
        return ""


def manifest_at(where: str) -> Manifest:
    """Read the manifest of the site at an address or in a folder."""
    if not _is_address(where):
        return manifest_in(Path(where))
    address = f"{where.rstrip('/')}/{MANIFEST}"
    return parse(_fetch(address), address)


def verified(published: str, site: Path) -> Difference:
    """Return how a published site differs from a build.

    Every file of both is read, not only the manifest; in a folder, also what no manifest names.
    """
    named, built = manifest_at(published), manifest_in(site)
    uris = sorted({*built.files, *named.files})
    with ThreadPoolExecutor(REQUESTS_AT_ONCE) as threads:
        hashes = threads.map(partial(_hash, published), uris)
        found = {uri: value for uri, value in zip(uris, hashes, strict=True) if value}
    if not _is_address(published):
        found |= _unnamed(Path(published), named, built)
    return difference(_with_forms(built.files, found), found)


def _hash(published: str, uri: str) -> str | None:
    if _is_address(published):
        try:
            return sha256(_fetch(f"{published.rstrip('/')}/{quote(uri)}"))
        except TooLargeError:
            return "too large"
        except ManifestError:
            return None
    path = Path(published) / uri
    if path.is_symlink():
        return "a link"
    return sha256(path.read_bytes()) if path.is_file() else None


def _unnamed(folder: Path, named: Manifest, built: Manifest) -> dict[str, str]:
    """Return the files in a folder that no manifest names; of a compressed one, what is inside."""
    found = {}
    for uri in files_in(folder):
        if uri in named.files or uri in built.files or plain_name(uri) == MANIFEST:
            continue
        decompress = DECOMPRESS.get(Path(uri).suffix)
        found[uri] = _hash_inside(folder / uri, decompress) if decompress else "not ours"
    return found


def _with_forms(files: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """Return the files of a build with those compressed forms that there are: they may be left out."""
    forms = {uri: files[plain_name(uri)] for uri in found if plain_name(uri) in files}
    return files | forms


def _fetch(address: str) -> bytes:
    from http.client import HTTPException  # imported here: it would make every build wait
    from urllib.error import HTTPError, URLError
    from urllib.request import urlopen

    try:
        with urlopen(address, timeout=SECONDS) as answer:
            data: bytes = answer.read(MOST + 1)
    except HTTPError as error:
        raise ManifestError(f"{address}: {error.code} {error.reason}") from None
    except (OSError, URLError, HTTPException, ValueError) as error:
        raise ManifestError(f"{address}: {getattr(error, 'reason', error)}") from None
    if len(data) > MOST:
        raise TooLargeError(f"{address} is larger than any file of a site.")
    return data


def _is_address(where: str) -> bool:
    return where.startswith(("https://", "http://"))
