"""Site -> messages.pot, and new messages into the catalogs: by context, so that no translation is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import unescape, write_po

from mionido.model.site import About
from mionido.model.text import Plural
from mionido.model.walk import KeyPath
from mionido.problems import ExpectedError
from mionido.read.content import Loaded
from mionido.translate.catalogs import Catalog

# A fixed day instead of the clock: the same content gives the same file.
NO_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True)
class Message:
    """One text for translators: its stable address, the words, where they are written, and a note.

    Of a plural the text has a form a line; see `Plural`.
    """

    context: str
    text: str
    file: str
    line: int
    note: str
    is_plural: bool = False


def context(ident: str, path: KeyPath) -> str:
    """Return the msgctxt of the text at this path of a file, such as 'duties/pass-exam:body.0.text'."""
    return f"{ident}:{'.'.join(map(str, path))}"


def messages_of(loaded: Loaded) -> list[Message]:
    """Return every text of the site in the order of the files and of the keys in them."""
    return list(_messages(loaded))


def _messages(loaded: Loaded) -> Iterator[Message]:
    for ident, path, text in loaded.site.texts():
        file = loaded.files[ident]
        place = file.place(path)
        is_plural = isinstance(text, Plural)
        yield Message(context(ident, path), str(text), place.file, place.line, file.note(path), is_plural)


def template(messages: list[Message], about: About) -> Messages:
    """Return messages.pot."""
    pot = _catalog(None, about)
    for message in messages:
        po = _po_message(message)
        pot[po.id] = po
    return pot


def merge(messages: list[Message], catalog: Catalog, about: About) -> Messages:
    """Return the catalog brought up to date: changed sources become fuzzy, removed ones obsolete.

    Nothing a translator wrote is lost: their comments and older obsolete messages stay.
    """
    merged = _catalog(catalog, about)
    if catalog.messages:
        merged.obsolete.update(catalog.messages.obsolete)
    old_by_text = {(_record(ctx), msgid): ctx for ctx, (msgid, _) in catalog.texts.items()}
    new_texts = {(_record(message.context), message.text) for message in messages}
    used = set()
    for message in messages:
        po = _po_message(message)
        before = message.context
        if catalog.texts.get(before, ("",))[0] != message.text:
            before = old_by_text.get((_record(message.context), message.text), before)
        msgid, msgstr = catalog.texts.get(before, ("", ""))
        if msgid != message.text and (_record(before), msgid) in new_texts:
            msgstr = ""  # what stood here only moved
        if msgstr:
            used.add(before)
            po.string = tuple(msgstr.split("\n")) if message.is_plural else msgstr
            po.user_comments, previous = _written(catalog, msgid, before)
            if msgid != message.text or before in catalog.fuzzy:
                po.flags.add("fuzzy")
                po.previous_id = [msgid] if msgid != message.text else previous
        merged[po.id] = po
    for ctx, (msgid, msgstr) in catalog.texts.items():
        if msgstr and ctx not in used:
            merged.obsolete[msgid, ctx] = catalog.plurals.get(ctx) or PoMessage(msgid, msgstr, context=ctx)
    return merged


def write(catalog: Messages, path: Path) -> None:
    """Write a PO file the same way every time; a half-written file never replaces a whole one."""
    part = path.with_suffix(".part")
    try:
        with part.open("wb") as stream:
            write_po(stream, catalog, width=0, include_previous=True)
        part.replace(path)
    except OSError as error:
        raise ExpectedError(f"{error.strerror}: {path}") from None


def _written(catalog: Catalog, msgid: str, ctx: str) -> tuple[list[str], list[str]]:
    """Return a translator's comments and the previous source text of a fuzzy message.

    Babel reads the `#|` lines that hold the previous text as comments that begin with a bar.
    """
    found = catalog.plurals.get(ctx) or (catalog.messages.get(msgid, ctx) if catalog.messages else None)
    lines = found.user_comments if found else []
    bar = next((number for number, line in enumerate(lines) if line.startswith("|")), len(lines))
    quoted = QUOTED.findall(" ".join(lines[bar:]))
    return lines[:bar], ["".join(unescape(part) for part in quoted)] if quoted else []


def _record(ctx: str) -> str:
    return ctx.partition(":")[0]


def _po_message(message: Message) -> PoMessage:
    return PoMessage(
        tuple(message.text.split("\n")) if message.is_plural else message.text,
        locations=[(message.file, message.line)],
        auto_comments=[message.note] if message.note else [],
        context=message.context,
        lineno=message.line,
    )


def _catalog(catalog: Catalog | None, about: About) -> Messages:
    written = catalog.messages if catalog else None
    messages = Messages(
        locale=catalog.code.replace("-", "_") if catalog else None,
        project=about.name,
        version="1",
        copyright_holder=about.publisher,
        msgid_bugs_address=about.report,
        last_translator=written.last_translator if written else "a computer; not reviewed by a person",
        language_team=written.language_team if written else "open to everyone",
        creation_date=NO_CLOCK,
        revision_date=NO_CLOCK,
        fuzzy=False,
    )
    whose = f"{catalog.locale.name} ({catalog.code})" if catalog else "Template for a new language"
    if written:
        messages.mime_headers = [("Plural-Forms", written.plural_forms)]  # its translations are in this order
    messages.header_comment = f"# {whose}: texts of {about.name}."
    return messages
