"""Finds translations that have another shape than their source: beginning, end, sentences, brackets, quotes, length.

The names of the checks are those of Weblate, where it has the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mionido.check.allowed import legible, start_of_line
from mionido.check.draft import Draft
from mionido.check.names import is_a_name
from mionido.check.wording import WORD, known_words, without_markup
from mionido.model.interface import BUTTONS
from mionido.problems import Problem
from mionido.translate.catalogs import Catalog, forms_of
from mionido.translate.seen import mark_for

# The marks that end a sentence, in any script, by the check that misses them.
ENDS = {
    "end_stop": ".。።।۔",
    "end_question": "?？؟፧",
    "end_exclamation": "!！",
    "end_colon": ":：፦",
    "end_ellipsis": "…",
}
END_OF = {mark: check for check, marks in ENDS.items() for mark in marks}
CALLED = {
    "end_stop": "full stop",
    "end_question": "question mark",
    "end_exclamation": "exclamation mark",
    "end_colon": "colon",
    "end_ellipsis": "ellipsis",
}
# Whoever has read them: gettext refuses such a file.
NEVER_RIGHT = {"begin_newline", "end_newline"}
# What may stand behind such a mark.
CLOSING = "*)]\"'”’»›“\u200f "
QUOTES = re.compile(r"[\"“”„«»]")
# The word of a letter in brackets, beside its name: a translation may have more of them, or fewer.
OF_A_TERM = re.compile(r"\(\{term:[^}]*\}\)")
FEWEST_WORDS = 2  # a word alone may be the same in two languages


class Misshapen(NamedTuple):
    """What is another shape: the check, whether it is an error, where in the translation, what, and how to mend it."""

    check: str
    is_error: bool
    start: int
    what: str
    fix: str


def misshapen_translations(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation begins or ends otherwise than its source, or lost a sentence, a bracket or quotes.

    Why: a lost sentence is a lost rule; a question that ends in a full stop reads as a rule; and
    gettext refuses a file in which one of the two ends with a line break and the other does not.
    Example: msgid "U moet betalen.\\nVraag eerst hulp." with msgstr "You must pay."
    Use instead: a sentence for each of the source, on a line of its own, ended as there.
    """
    for ctx, text, translated in draft.translated(catalog):
        if ctx in catalog.plurals or is_a_name(ctx):
            continue
        for each in shape_mistakes(text, translated):
            if catalog.seen(ctx) and each.check not in NEVER_RIGHT:
                continue
            place = catalog.place_in(ctx, each.start)
            say = place.error if each.is_error else place.warning
            why = f"source: {legible(text.replace(chr(10), ' '))}"
            fix = f"{each.fix}; if it is right:  {mark_for(text, translated)}"
            yield say(each.check, each.what, why=why, fix=fix)


def shape_mistakes(source: str, translation: str) -> Iterator[Misshapen]:
    """Yield what has another shape; of a text with other edges or lines, no more than that."""
    for check in (_edges, _sentences):
        if found := list(check(source, translation)):
            yield from found
            return
    for check in (_ends, _brackets, _quotes):
        yield from check(source, translation)


def _edges(source: str, translation: str) -> Iterator[Misshapen]:
    """Yield line breaks and spaces at the beginning or end that only one of the two has."""
    edges: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("begin", lambda text: text[: len(text) - len(text.lstrip())]),
        ("end", lambda text: text[len(text.rstrip()) :]),
    )
    for name, edge in edges:
        here, there = edge(source), edge(translation)
        if here == there:
            continue
        sort = "newline" if "\n" in here + there else "space"
        start = 0 if name == "begin" else len(translation) - len(there)
        what = f"the translation does not {name} with the same {'line break' if sort == 'newline' else 'space'}"
        yield Misshapen(
            f"{name}_{sort}", sort == "newline", start, what, f"{name} it as the source"
        )


def _sentences(source: str, translation: str) -> Iterator[Misshapen]:
    """Yield that a sentence is lost or added: each has a line."""
    here, there = source.count("\n") + 1, translation.count("\n") + 1
    if here != there:
        lost = "lost" if there < here else "added"
        what = f"a sentence is {lost}: the source has {here}, the translation {there}"
        fix = "write one line for each of the source, in their order"
        yield Misshapen("sentences", True, 0, what, fix)


def _ends(source: str, translation: str) -> Iterator[Misshapen]:
    """Yield lines that end with a mark that the other has nowhere."""
    lines = zip(source.split("\n"), translation.split("\n"), strict=True)
    for number, (line, other) in enumerate(lines):
        if line[-1:] in END_OF and END_OF.get(other[-1:]) == END_OF[line[-1]]:  # most lines
            continue
        here, there = _end(line), _end(other)
        if here == there:
            continue
        start = start_of_line(translation, number, source)
        if here and not _has(other, here):
            what = f"the source ends with a {CALLED[here]}, the translation does not"
            yield Misshapen(here, False, start, what, f"end it with the {CALLED[here]}")
        elif there and not here and not _has(line, there):
            what = f"the translation ends with a {CALLED[there]}, the source does not"
            yield Misshapen(there, False, start, what, f"leave the {CALLED[there]} out")


def _end(line: str) -> str:
    """Return the check of the mark at the end of a line, or nothing."""
    last = without_markup(line).rstrip(CLOSING)[-1:]
    return END_OF.get(last, "")


def _has(line: str, check: str) -> bool:
    return any(mark in line for mark in ENDS[check])


def _brackets(source: str, translation: str) -> Iterator[Misshapen]:
    """Yield a bracket without its other half, or fewer pairs than in the source."""
    if "(" not in source + translation and ")" not in translation:
        return
    here, there = (OF_A_TERM.sub("", without_targets(text)) for text in (source, translation))
    number = _open_line(there)
    if number is not None:
        start = start_of_line(translation, number, source)
        what = "a bracket has no other half"
        yield Misshapen("brackets_pair", True, start, what, "write both ( and )")
    elif there.count("(") < here.count("(") and translation.count("(") < source.count("("):
        what = f"the source has {here.count('(')} pairs of brackets, the translation {there.count('(')}"
        fix = "keep what stands in brackets, in brackets"
        yield Misshapen("brackets_lost", True, 0, what, fix)


def without_targets(text: str) -> str:
    """Return a text without the targets of its links, which stand in brackets, too."""
    return re.sub(r"\]\([^)\s]*\)", "]", text)


def _open_line(text: str) -> int | None:
    """Return the number of the line in which a bracket has no other half."""
    for number, line in enumerate(text.split("\n")):
        if line.count("(") != line.count(")"):
            return number
    return None


def _quotes(source: str, translation: str) -> Iterator[Misshapen]:
    """Yield quotes without their other half, or fewer than in the source."""
    here, there = len(QUOTES.findall(source)), len(QUOTES.findall(translation))
    if there % 2:
        what = "a quotation mark has no other half"
        yield Misshapen("quotes", False, _last_quote(translation), what, "write both")
    elif there < here:
        what = f"the source has {here} quotation marks, the translation {there}"
        yield Misshapen("quotes", False, 0, what, "keep what stands in quotation marks, in them")


def _last_quote(text: str) -> int:
    return max((match.start() for match in QUOTES.finditer(text)), default=0)


def unchanged_translations(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A translation is its source, letter by letter, and not only a name.

    Why: somebody copied it and forgot it; readers get the source, and no word says so.
    Example: msgid "Vraag eerst hulp." with msgstr "Vraag eerst hulp."
    Use instead: a translation, or an empty msgstr: then readers see the source, marked so.
    """
    known = known_words(draft.site)
    for ctx, text, translated in draft.translated(catalog):
        if text == translated and not catalog.seen(ctx):
            words = [
                word for word in WORD.findall(without_markup(text)) if word.lower() not in known
            ]
            if len(words) >= FEWEST_WORDS:
                what = "the translation is the source, letter by letter"
                fix = f"translate it, or leave msgstr empty; if it is right:  {mark_for(text, translated)}"
                yield catalog.places[ctx].warning("same", what, fix=fix)


def inconsistent_translations(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """The same text is translated in two ways.

    Why: readers take them for two things; and who mends one forgets the other.
    Example: msgid "Vraag hulp", once "Ask for help" and once "Get help"
    Use instead: the same words. The name of a term is another thing, and is not compared.
    """
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for ctx, text, translated in draft.translated(catalog):
        if not is_a_name(ctx):
            said[text][translated].append(ctx)
    for text, ways in said.items():
        usual = max(ways.values(), key=len)
        for translated, contexts in ways.items():
            ctx = contexts[0]
            if contexts is usual or catalog.seen(ctx):
                continue
            what = f"the same text is translated otherwise in {catalog.places[usual[0]]}"
            why = f"there: {legible(catalog.texts[usual[0]][1].replace(chr(10), ' '))}"
            fix = f"write the same; if the two differ rightly:  {mark_for(text, translated)}"
            yield catalog.places[ctx].warning("inconsistent", what, why=why, fix=fix)


def long_buttons(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """The words on a button are longer than it.

    Why: on a narrow phone it grows over what stands beside it, or its words break.
    Example: msgid "Verder" with msgstr "Continue to the next question now"
    Use instead: fewer words; `BUTTONS` in mionido/model/interface.py says how many letters fit.
    """
    for name, most in BUTTONS.items():
        ctx = f"interface:{name}"
        translated = catalog.translation(ctx, draft.sources.get(ctx, ""))
        if translated and len(translated) > most:
            what = f"{len(translated)} letters on a button; {most} fit"
            yield catalog.places[ctx].warning("max-length", what, fix="say it in fewer words.")


def half_plurals(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """Some forms of a plural are translated and others are not.

    Why: readers get none of them, whatever the number.
    Example: msgstr[0] "{count} week" and msgstr[1] ""
    Use instead: a form for each kind of number that the language has.
    """
    for ctx, message in catalog.plurals.items():
        forms = forms_of(message)
        missing = Counter(bool(form) for form in forms)[False]
        if 0 < missing < len(forms) and ctx not in catalog.fuzzy:
            what = f"{missing} of {len(forms)} forms are missing"
            fix = "write all forms, or none; Plural-Forms at the top says which number takes which."
            yield catalog.places[ctx].warning("plurals", what, fix=fix)
