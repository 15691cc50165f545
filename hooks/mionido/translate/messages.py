"""Site -> templates, and new messages into the catalogs: by context, so that no translation is lost.

A file says nothing that changes with the lines of others: its messages name files, not lines in them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from operator import itemgetter
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import unescape, write_po

from mionido.model.site import About, Site
from mionido.model.text import Plural
from mionido.model.walk import KeyPath
from mionido.problems import ExpectedError, Place
from mionido.read.content import Loaded
from mionido.translate.catalogs import Catalog, forms_of
from mionido.translate.glossaries import Notes
from mionido.translate.layout import TEMPLATES, Layout, ident_of
from mionido.translate.order import reading_order
from mionido.translate.plurals import usual_forms

# A fixed day instead of the clock: the same content gives the same file.
NO_CLOCK = datetime(2026, 1, 1, tzinfo=UTC)
# What Babel writes elsewhere in the head than gettext does, or what changes with it.
MOVED = ('"Generated-By', '"Language', '"Plural-Forms')
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
# What Babel writes of a former source of several lines, all on one.
PREVIOUS = re.compile(r'^#\| (msgid "") (".*")$', re.MULTILINE)
# Babel breaks comments at this width, former sources too: in the middle of their words, as no PO file may.
UNBROKEN = 1_000_000
# Where obsolete messages wait whose folder of content/ is gone.
LAST_RESORT = "site"


@dataclass(frozen=True)
class Message:
    """One text for translators: its stable address, the words, where they are written, and a note.

    Of a plural the text has a form a line; see `Plural`.
    """

    context: str
    text: str
    file: str
    note: str
    is_plural: bool = False


def context(ident: str, path: KeyPath) -> str:
    """Return the msgctxt of the text at this path of a file, such as 'duties/pass-exam:body.0.text'."""
    return f"{ident}:{'.'.join(map(str, path))}"


def messages_of(loaded: Loaded) -> list[Message]:
    """Return every text of the site in the order in which readers meet the records, and in which each is written."""
    order = reading_order(loaded.site)
    found: list[tuple[int, Place, Message]] = []
    for ident, path, text in loaded.site.texts():
        file = loaded.files[ident]
        place, is_plural = file.place(path), isinstance(text, Plural)
        message = Message(context(ident, path), str(text), place.file, file.note(path), is_plural)
        found.append((order[ident], place, message))
    found.sort(key=itemgetter(0, 1))
    return [message for _, _, message in found]


def by_file(messages: list[Message], layout: Layout) -> dict[str, list[Message]]:
    """Return the messages of each file."""
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(layout.file_of(message.context), []).append(message)
    return dict(sorted(found.items()))


def templates(messages: list[Message], layout: Layout, about: About) -> dict[str, Messages]:
    """Return the empty form of each file."""
    forms: dict[str, Messages] = {}
    for name, wanted in by_file(messages, layout).items():
        forms[name] = _empty(None, about)
        for po in map(_po_message, wanted):
            forms[name][po.id] = po
    return forms


def merge(
    messages: list[Message], catalog: Catalog, layout: Layout, site: Site
) -> dict[str, Messages]:
    """Return the files of a catalog brought up to date: changed sources become fuzzy, removed ones obsolete.

    Nothing a translator wrote is lost: their comments and older obsolete messages stay. A file that the language
    neither has nor wants is not made. Above each text stand the notes on its terms.
    """
    merged = {name: _empty(catalog, site.about) for name in layout.names}
    notes = Notes(site, catalog)
    before = _contexts_before(messages, catalog)
    for message in messages:
        po = _updated(message, before[message.context], catalog)
        po.auto_comments += notes.on(message.text)
        merged[layout.file_of(message.context)][po.id] = po
    used = set(before.values())
    gone = [
        _obsolete(catalog, ctx)
        for ctx, (_, msgstr) in catalog.texts.items()
        if msgstr and ctx not in used
    ]
    older = [
        message for file in catalog.files.values() for message in file.messages.obsolete.values()
    ]
    for old in (*older, *gone):
        name = layout.file_of(old.context or "")
        file = merged[name if name in merged else LAST_RESORT]
        file.obsolete[old.id if isinstance(old.id, str) else old.id[0], old.context or ""] = old
    wanted = by_file(messages, layout).keys() & (
        catalog.locale.wanted(layout.names) | catalog.files.keys()
    )
    return {
        name: file
        for name, file in sorted(merged.items())
        if name in wanted or _says_something(file)
    }


def as_bytes(catalog: Messages) -> bytes:
    """Return a PO file as gettext writes it with --no-wrap, and the same way every time.

    It has neither line numbers nor the version of Babel.
    """
    stream = BytesIO()
    write_po(stream, catalog, width=UNBROKEN, include_lineno=False, include_previous=True)
    head, gap, texts = stream.getvalue().decode().partition("\n\n")
    text = _in_order(head, catalog) + gap + PREVIOUS.sub(_line_by_line, texts)
    return f"{text.rstrip()}\n".encode()


def _in_order(head: str, catalog: Messages) -> str:
    """Return the head of a file with its lines in the order that gettext gives them."""
    fields = {line.partition(":")[0]: line for line in head.split("\n")}
    lines = [line for name, line in fields.items() if name not in MOVED]
    if catalog.locale_identifier:
        forms = f'"Plural-Forms: {catalog.plural_forms}\\n"'  # Babel leaves it out if it knows no such language
        at = lines.index(fields['"Language-Team']) + 1
        lines = [*lines[:at], fields['"Language'], *lines[at:], forms]
    return "\n".join(lines)


def _line_by_line(found: re.Match[str]) -> str:
    """Return a former source as PO files have it: each of its lines on one."""
    return "\n".join(f"#| {line}" for line in [found[1], *QUOTED.findall(found[2])])


def write(catalog: Messages, path: Path) -> bool:
    """Write a PO file and say whether it changed; half a file never replaces a whole one."""
    data, part = as_bytes(catalog), path.with_suffix(".part")
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise ExpectedError(f"{error.strerror}: {path}") from None
    return True


def write_folder(files: dict[str, Messages], folder: Path) -> list[Path]:
    """Write the files of a language, or the templates, and remove those whose texts stand elsewhere now.

    Returns what has changed.
    """
    suffix = ".pot" if folder.name == TEMPLATES else ".po"
    paths = {folder / f"{name}{suffix}": file for name, file in files.items()}
    changed = [path for path, file in paths.items() if write(file, path)]
    left = [
        path for path in sorted(folder.glob(f"*{suffix}")) if path not in paths and path.is_file()
    ]
    for path in left:
        path.unlink()
    return [*changed, *left]


def _contexts_before(messages: list[Message], catalog: Catalog) -> dict[str, str]:
    """Return for each message the context under which its translation stands: another one if it moved in its record.

    Of a message without a translation it is empty.
    """
    old_by_text = {(ident_of(ctx), msgid): ctx for ctx, (msgid, _) in catalog.texts.items()}
    new_texts = {(ident_of(message.context), message.text) for message in messages}
    found = {}
    for message in messages:
        ctx = message.context
        if catalog.texts.get(ctx, ("",))[0] != message.text:
            ctx = old_by_text.get((ident_of(ctx), message.text), ctx)
        msgid, msgstr = catalog.texts.get(ctx, ("", ""))
        only_moved = msgid != message.text and (ident_of(ctx), msgid) in new_texts
        found[message.context] = ctx if msgstr and not only_moved else ""
    return found


def _updated(message: Message, before: str, catalog: Catalog) -> PoMessage:
    """Return a message with its translation, which is fuzzy when the source is not what it was."""
    po = _po_message(message)
    if not before:
        po.user_comments = _comments(catalog, message.context)[0]
        return po
    msgid, msgstr = catalog.texts[before]
    po.string = tuple(msgstr.split("\n")) if message.is_plural else msgstr
    po.user_comments, previous = _comments(catalog, before)
    if msgid != message.text or before in catalog.fuzzy:
        po.flags.add("fuzzy")
        po.previous_id = [msgid] if msgid != message.text else previous
    return po


def _obsolete(catalog: Catalog, ctx: str) -> PoMessage:
    """Return a message that has left the content."""
    message = catalog.written[ctx]
    return PoMessage(
        message.id, message.string, context=ctx, user_comments=_comments(catalog, ctx)[0]
    )


def _comments(catalog: Catalog, ctx: str) -> tuple[list[str], list[str]]:
    """Return a translator's comments and the previous source text of a fuzzy message.

    Babel reads the `#|` lines that hold the previous text as comments that begin with a bar.
    """
    lines = catalog.written[ctx].user_comments if ctx in catalog.written else []
    bar = next((number for number, line in enumerate(lines) if line.startswith("|")), len(lines))
    quoted = QUOTED.findall(" ".join(line.removeprefix("|").strip() for line in lines[bar:]))
    return lines[:bar], ["".join(unescape(part) for part in quoted)] if quoted else []


def _says_something(file: Messages) -> bool:
    """Whether a translator wrote something that stands in this file."""
    return bool(file.obsolete) or any(message.id and any(forms_of(message)) for message in file)


def _po_message(message: Message) -> PoMessage:
    return PoMessage(
        tuple(message.text.split("\n")) if message.is_plural else message.text,
        locations=[(message.file, 0)],
        auto_comments=[message.note] if message.note else [],
        context=message.context,
    )


def _empty(catalog: Catalog | None, about: About) -> Messages:
    """Return a file without messages: of a language, or the form for a new one."""
    written = catalog.header if catalog else None
    messages = Messages(
        locale=catalog.code.replace("-", "_") if catalog else None,
        project=about.name,
        version="1",
        copyright_holder=about.publisher,
        msgid_bugs_address=about.report,
        charset="UTF-8",
        last_translator=written.last_translator
        if written
        else "a computer; not reviewed by a person",
        language_team=written.language_team if written else "open to everyone",
        creation_date=NO_CLOCK,
        revision_date=NO_CLOCK,
        fuzzy=False,
    )
    whose = f"{catalog.locale.name} ({catalog.code})" if catalog else "Template for a new language"
    if written and written.locale_identifier:
        messages.mime_headers = [
            ("Plural-Forms", written.plural_forms)
        ]  # its translations are in this order
    elif catalog and messages.locale is None:  # unknown to CLDR: counts as the one it is read in
        messages.mime_headers = [("Plural-Forms", usual_forms(catalog.cldr))]
    messages.header_comment = f"# {whose}: texts of {about.name}."
    return messages
