"""A whole language as one file, for a telephone that keeps it: read without a network, always of one version."""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from mionido.publish.manifest import sha256

KEPT, VERSION = "offline.json", "offline-version.json"
SUFFIXES = (".html", ".js", ".css", ".svg")
# What is not kept: sheets, which tell of themselves whether they are old; what stands there twice, as in
# the file to pass on; what reviewers read.
LEFT_OUT = ("sheets/", "sheets.html", "beside/", "checker/proof.html")
# A new piece begins with a line, and with an element beside another one.
PIECES = re.compile(r"(?<=\n)|(?<=>)(?=<[a-z])")
ROUNDED = 10  # kilobytes, so that another version of zlib says the same


def offline_files(code: str) -> tuple[str, str]:
    """Return the addresses of both files of a language."""
    return f"{code}/{KEPT}", f"{code}/{VERSION}"


def kept_files(uris: Iterable[str], code: str) -> list[str]:
    """Return which of these files a telephone keeps with a language."""
    return sorted(uri for uri in uris if uri.endswith(SUFFIXES) and _is_kept(uri, code))


def _is_kept(uri: str, code: str) -> bool:
    folder, _, below = uri.partition("/")
    if folder == code:
        is_one_file = "/" not in below and below.endswith(f"-{code}.html")
        return not below.startswith(LEFT_OUT) and not is_one_file
    return uri == "index.html" or folder == "assets"


def offline(files: Mapping[str, str]) -> tuple[bytes, bytes]:
    """Return all these files as one, and what a telephone reads first: which version that is, and its size.

    Pages have most of their pieces in common, so each piece stands there once. A file is the numbers of its
    pieces, each as the way from the one before: most are one step.
    """
    pieces: dict[str, int] = {}
    steps = {}
    for uri, text in files.items():
        numbers = [pieces.setdefault(piece, len(pieces)) for piece in PIECES.split(text)]
        steps[uri] = [after - before for before, after in pairwise([0, *numbers])]
    whole = _json({"pieces": list(pieces), "files": steps})
    packed = -(-len(gzip.compress(whole)) // (1000 * ROUNDED)) * ROUNDED
    return whole, _json({"version": sha256(whole)[:16], "length": len(whole), "packed": packed})


def all_offline(
    codes: Iterable[str], uris: Iterable[str], read: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes]]:
    """Yield both files of each language of a site whose other files are there."""
    known = list(uris)
    for code in codes:
        made = offline({uri: read(uri).decode() for uri in kept_files(known, code)})
        yield from zip(offline_files(code), made, strict=True)


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
