"""One key of a record -> the pieces of a sheet in one language; in any other it has the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mionido.model.handouts import Sections, section_of
from mionido.model.kinds import kind_of
from mionido.model.law import Regime, Statement
from mionido.model.markup import HEADING
from mionido.model.reference import Reference
from mionido.model.text import Record, Text, keys_of
from mionido.model.topics import Block, Contact, Organisation, Term
from mionido.render.edition import Edition
from mionido.render.pages import title_of

SETTLED = "settled"


@dataclass(frozen=True)
class Piece:
    """What stands in one row: how it looks, and its words.

    A `style` is a name that the template knows. Of a list, `number` counts the steps; `goes_on`
    says that the row belongs to the one above it.
    """

    style: str
    text: str
    number: int = 0
    goes_on: bool = False
    is_bold: bool = False
    is_official: bool = False  # words of letters, which nobody translates
    is_raw: bool = False  # its places stay as they are


def title(edition: Edition, ident: str, style: str) -> Piece:
    """Return what a record is called."""
    words = title_of(edition.records, ident)
    return Piece(style, words, is_official=not isinstance(words, Text))


def heading(edition: Edition, message: str, style: str) -> Piece:
    """Return a message of the interface as a heading."""
    return Piece(style, edition.records.interface[message])


def before(edition: Edition, record: Record) -> list[Piece]:
    """Return what a reader must know before the rest: the name of a word, for whom, whose view, what is in doubt."""
    found = [*_name(record), *_regimes(edition, record), *_view(edition, record)]
    return [*found, *_doubt(edition, getattr(record, "certainty", SETTLED))]


def _name(record: Record) -> Iterator[Piece]:
    """Yield what the word of a letter is called in the reader's language."""
    if isinstance(record, Term) and record.name:
        yield Piece("name", record.name)


def _regimes(edition: Edition, record: Record) -> Iterator[Piece]:
    """Yield for whom a record is, where that is not everybody: some versions of the law."""
    regimes = getattr(record, "regimes", ())
    if regimes and len(regimes) < len(edition.records[Regime]):
        said = edition.records.interface["applies_to"]
        titles = ", ".join(edition.records[Regime][name].title for name in regimes)
        yield Piece("text", like(said, f"{said}: {titles}"))


def _view(edition: Edition, record: Record) -> Iterator[Piece]:
    """Yield whose opinion a record tells."""
    if who := getattr(record, "view_of", None):
        said = edition.records.interface["view_of"]
        yield Piece("text", filled(said, what=title_of(edition.records, who)))


def _doubt(edition: Edition, certainty: str) -> Iterator[Piece]:
    if certainty != SETTLED:
        yield Piece("warning", edition.records.interface[f"certainty_{certainty}"], is_bold=True)


def filled(text: Text, **values: str) -> Text:
    """Return a message with what stands in its places."""
    words = str(text)
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return like(text, words)


def like(text: str, words: str) -> Text:
    """Return words in the language of a text."""
    made = Text(words)
    made.lang, made.context = getattr(text, "lang", None), getattr(text, "context", "")
    return made


def pieces(edition: Edition, ident: str, key: str, sections: Sections = ()) -> list[Piece]:
    """Return what a sheet shows of one key of a record; nothing where the record leaves it out."""
    kind, value = kind_of(ident), _value(edition, ident, key)
    if kind and key in kind.untranslated:
        return [Piece("official", value, is_official=True)]
    if key == "body" and sections:
        # As it was written: a translation may have lost the marks of a heading.
        numbers = section_of(_value(edition.source or edition, ident, key))
        value = tuple(each for each, at in zip(value, numbers, strict=True) if at in sections)
    return list(_of_value(edition, value)) if value else []


def _value(edition: Edition, ident: str, key: str) -> Any:
    record, kind = edition.records.find(ident), kind_of(ident)
    if record is None or kind is None:
        raise KeyError(ident)
    names = {written: name for name, written in keys_of(kind.model).items()}
    return getattr(record, names[key])


def _of_value(edition: Edition, value: Any) -> Iterator[Piece]:
    match value:
        case Text():
            yield from _paragraph(value)
        case Reference():
            yield title(edition, value, "text")
        case tuple():
            for item in value:
                yield from _of_item(edition, item)
        case _:
            raise TypeError(f"nothing on paper looks like {value!r}")


def _of_item(edition: Edition, item: Any) -> Iterator[Piece]:
    match item:
        case Text():
            yield from lines(item, "item")
        case Block():
            yield from _block(edition, item)
        case Statement():
            yield from lines(item.says, "warning")
            yield from _doubt(edition, item.certainty)
        case Contact():
            yield from _contact(edition, item)
        case Reference():
            yield title(edition, item, "item")
        case _:
            raise TypeError(f"nothing on paper looks like {item!r}")


def _paragraph(text: Text) -> Iterator[Piece]:
    """Yield a paragraph; a first line that is all bold is its heading."""
    is_headed = HEADING.match(text) is not None
    for piece in lines(text, "text"):
        yield Piece("lead", piece.text) if is_headed and not piece.goes_on else piece


def lines(text: Text, style: str, number: int = 0) -> Iterator[Piece]:
    """Yield each line of a text: a sentence. Readers and helpers point at the same one."""
    for index, line in enumerate(text.splitlines()):
        yield Piece(style, like(text, line), number, goes_on=index > 0)


def _block(edition: Edition, block: Block) -> Iterator[Piece]:
    if block.text:
        yield from _paragraph(block.text)
    elif block.warning:
        yield Piece("warning", edition.records.interface["warning"], is_bold=True)
        for piece in lines(block.warning, "warning"):
            yield Piece("warning", piece.text, goes_on=True)
    elif block.help:
        for ident in block.help:
            yield from _helper(edition, ident)
    for text in block.list_ or ():
        yield from lines(text, "item")
    for number, text in enumerate(block.steps or (), 1):
        yield from lines(text, "step", number)


def _helper(edition: Edition, ident: str) -> Iterator[Piece]:
    """Yield whom to call: the numbers we are sure of, and when."""
    organisation = edition.records[Organisation][ident.rpartition("/")[2]]
    yield title(edition, ident, "call")
    for contact in organisation.contact:
        if contact.kind == "phone" and contact.certainty == SETTLED:
            yield Piece("number", contact.value, is_official=True)
    if organisation.call_when:
        yield from lines(organisation.call_when, "text")


def _contact(edition: Edition, contact: Contact) -> Iterator[Piece]:
    yield heading(edition, f"contact_{contact.kind}", "lead")
    style = "number" if contact.kind == "phone" else "text"
    yield Piece(style, contact.value, is_official=True)
    if contact.certainty != SETTLED:
        yield heading(edition, "contact_uncertain", "text")
