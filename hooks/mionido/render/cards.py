"""What a link to a record shows: as a card, or as somebody to call."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from mionido.model.kinds import kind_of
from mionido.model.text import Text
from mionido.model.topics import Contact, Document, Organisation, Term
from mionido.render.pages import kind_name, summary_of, title_of
from mionido.render.texts import Texts


@dataclass(frozen=True)
class Card:
    """A link to a record.

    `letter` is what stands on the paper, where that is not the title, `form` how it is drawn, and
    `picture` that of what it is about.
    """

    href: str
    title: Markup
    letter: Markup | None
    form: str
    picture: str
    summary: Markup | str
    kind: Text | str


@dataclass(frozen=True)
class Helper:
    """Whom to call, and when."""

    href: str
    title: Markup
    phones: list[Contact]
    call_when: Text | None


class Cards:
    """Makes the cards of one page."""

    def __init__(self, texts: Texts) -> None:
        """Write them as the page writes its texts."""
        self._texts, self._site = texts, texts.reading

    def card_of(self, ident: str) -> Card:
        """Return the card of one record."""
        title = title_of(self._site, ident)
        summary, letter = summary_of(self._site, ident), self._site.find(ident)
        return Card(
            href=self._texts.links.href(ident),
            title=self._title(title),
            letter=self._on_the_letter(ident, title),
            form=letter.form if isinstance(letter, Document) else "",
            picture=letter.icon if isinstance(letter, Document) else "",
            summary=self._texts.brief(summary) if summary else "",
            kind=kind_name(self._site, ident),
        )

    def cards_of(self, idents: Iterable[str], kind: str = "") -> list[Card]:
        """Return the card of each record; `kind` is named where the ids are those of one kind."""
        before = f"{kind}/" if kind else ""
        return [self.card_of(f"{before}{ident}") for ident in idents]

    def findable(self, idents: Iterable[str]) -> list[tuple[Card, str]]:
        """Return the card of each record, and what else a letter is found by."""
        return [(self.card_of(ident), self._found_by(ident)) for ident in idents]

    def helpers(self, idents: Iterable[str]) -> list[Helper]:
        """Return organisations with the numbers we are sure of."""
        return [self._helper(ident) for ident in idents]

    def help_address(self, page: str) -> str:
        """Return the address of the page for somebody in danger, unless it is this one."""
        target = self._site.about.help
        if not target or target == page:
            return ""
        return self._texts.links.href(target)

    def _found_by(self, ident: str) -> str:
        """Return other words on a letter, what these are called in plain words, and who sends it."""
        letter = self._site.find(ident)
        if not isinstance(letter, Document):
            return ""
        words = {word.casefold() for word in letter.words}
        names = [term.name for term in self._site[Term].values() if words & _forms(term)]
        senders = [title_of(self._site, each) for each in letter.from_]
        return " ".join([*letter.words, *filter(None, names), *senders])

    def _helper(self, ident: str) -> Helper:
        organisation = self._site[Organisation][ident.rpartition("/")[2]]
        phones = [
            each
            for each in organisation.contact
            if each.kind == "phone" and each.certainty == "settled"
        ]
        title = self._title(organisation.name)
        return Helper(self._texts.links.href(ident), title, phones, organisation.call_when)

    def _title(self, title: str) -> Markup:
        """Return a title on one line; what nobody translates is as in letters."""
        if isinstance(title, Text):
            return self._texts.brief(title)
        return self._texts.marks.official(title)

    def _on_the_letter(self, ident: str, title: str) -> Markup | None:
        """Return the words on a letter, to compare with the paper, unless they are its title."""
        kind = kind_of(ident)
        if kind is None or not kind.on_paper:
            return None
        words = getattr(self._site.find(ident), kind.on_paper)
        return self._texts.marks.official(words) if words and words != title else None


def _forms(term: Term) -> set[str]:
    """Return how a term may be written in a letter."""
    return {word.casefold() for word in (term.official, *term.also)}
