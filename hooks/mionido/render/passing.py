"""The ways to pass a page on to somebody else: its address, in messages that are begun, and as a code."""

import io
from dataclasses import dataclass
from urllib.parse import quote

import segno

from mionido.render.mistakes import mail_link

CODES, PICTURE = "code/", ".png"
BORDER = 4  # of points around a code, by which telephones find it


@dataclass(frozen=True)
class Passing:
    """How one page is passed on; all is empty where nobody knows the address of the site."""

    address: str
    sms: str
    mail: str
    code: str  # the way to the picture of the address
    keeps_answers: bool  # whether a reader may fear that answers go along


def passing(address: str, title: str, code: str, *, keeps_answers: bool) -> Passing:
    """Return the ways to pass on the page at an address."""
    if not address:
        return Passing("", "", "", "", keeps_answers)
    # Telephones differ in what stands before the first field; all understand both signs together.
    sms = f"sms:?&body={quote(f'{title} {address}', safe='')}"
    return Passing(address, sms, mail_link("", title, [title, address]), code, keeps_answers)


def code_uri(uri: str) -> str:
    """Return where the code of a page is."""
    return f"{CODES}{uri.removesuffix('.html')}{PICTURE}"


def page_of(code: str) -> str:
    """Return the page that a code is of."""
    return f"{code.removeprefix(CODES).removesuffix(PICTURE)}.html"


def is_code(uri: str) -> bool:
    """Whether this is the address of a code."""
    return uri.startswith(CODES) and uri.endswith(PICTURE)


def code_of(address: str) -> bytes:
    """Return an address as a picture that a telephone reads: a dot for each point, which the page makes larger."""
    made = io.BytesIO()
    code = segno.make(address, error="l", micro=False)
    code.save(made, kind="png", scale=1, border=BORDER, compresslevel=0)
    return made.getvalue()
