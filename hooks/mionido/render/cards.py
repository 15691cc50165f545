"""What a link to a record shows: as a card, or as somebody to call."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from mionido.model.text import Text
from mionido.model.topics import Contact
from mionido.render.pages import kind_name, summary_of, title_of
from mionido.render.texts import Texts

# Kinds whose names are Dutch in every language.
NAMED_IN_DUTCH = ("organisations/", "terms/", "instruments/")


@dataclass(frozen=True)
class Card:
    """A link to a record; `letter` is what stands on the paper, where that is not the title."""

    href: str
    title: Markup
    letter: Markup | None
    summary: Markup | str
    kind: Text | str


@dataclass(frozen=True)
class Helper:
    """Whom to call, and when."""

    href: str
    title: Markup
    phones: list[Contact]
    call_when: Text


class Cards:
    """Makes the cards of one page."""

    def __init__(self, texts: Texts) -> None:
        """Write them as the page writes its texts."""
        self._texts, self._site = texts, texts.edition.site

    def card_of(self, ident: str) -> Card:
        """Return the card of one record."""
        title = title_of(self._site, ident)
        summary = summary_of(self._site, ident)
        is_step = ident.startswith("steps/")
        return Card(
            href=self._texts.links.href(ident),
            title=self._title(ident, title),
            letter=self._on_the_letter(ident, title),
            summary=self._texts.brief(summary) if summary else "",
            kind=self._site.interface["journey"] if is_step else kind_name(self._site, ident),
        )

    def cards_of(self, idents: Iterable[str], kind: str = "") -> list[Card]:
        """Return the card of each record; where the ids are those of one kind, it is named apart."""
        return [self.card_of(f"{kind}/{ident}" if kind else ident) for ident in idents]

    def helpers(self, idents: Iterable[str]) -> list[Helper]:
        """Return organisations with the numbers we are sure of."""
        return [self._helper(ident) for ident in idents]

    def help_address(self, page: str) -> str:
        """Return the address of the page for somebody in danger, unless it is this one."""
        target = self._site.about.help
        return self._texts.links.href(target) if target and target != page else ""

    def _helper(self, ident: str) -> Helper:
        organisation = self._site.find(ident)
        phones = [each for each in organisation.contact if each.kind == "phone" and each.certainty == "settled"]
        return Helper(
            self._texts.links.href(ident), self._title(ident, organisation.name), phones, organisation.call_when
        )

    def _title(self, ident: str, title: str) -> Markup:
        return self._texts.marks.dutch(title) if ident.startswith(NAMED_IN_DUTCH) else self._texts.brief(title)

    def _on_the_letter(self, ident: str, title: str) -> Markup | None:
        """Return the Dutch words on a letter, which a reader compares with the paper, unless they are its title."""
        if not ident.startswith("documents/"):
            return None
        words = self._site.find(ident).dutch
        return self._texts.marks.dutch(words) if words != title else None
