"""Finds texts that are hard to read, by the rules in content/wording/: sentences, words and links."""

import re
from collections.abc import Iterator

from mionido.catalogs import Catalog, owner
from mionido.model.wording import Wording
from mionido.problems import Place, Problem
from mionido.review import Review

# A sentence ends at a mark that is followed by a capital letter, or at the end of a line.
END = re.compile(r"(?<=[.!?:])\s+(?=[^\sa-z])")
NEXT = re.compile(r"[.!?]\s+(?=[^\sa-z])")
PLACEHOLDER = re.compile(r"\{(?:term:)?([^}]*)\}")
TARGET = re.compile(r"\]\([^)\s]*\)")
LINK = re.compile(r"\[([^\]\n]+)\]\(")
LABELS = "interface"
Found = tuple[str, str, str]  # the check, what is wrong, how to mend it


def hard_texts(review: Review) -> Iterator[Problem]:
    """A text in the language of the content is hard to read.

    Why: many readers are learning the language.
    Example: `summary: Indien u bezwaar wilt maken, dient u dit tijdig te doen.`
    Use instead: `summary: Wilt u bezwaar maken? Doe dat op tijd.`
    """
    wording = review.site["wording"].get(review.site.about.source_language)
    for ident, path, text in review.texts if wording else ():
        start = 0
        for line in text.split("\n"):
            for check, what, fix in hard_to_read(line, wording, is_label=ident == LABELS):
                yield review.place_in(ident, path, text, start).error(check, what, fix=fix)
            start += len(line) + 1


def hard_translations(review: Review, catalog: Catalog) -> Iterator[Problem]:
    """A translation is hard to read, by the rules of its own language.

    Why: volunteers and translators lean on it.
    Example: msgstr "Click here for more information."
    Use instead: msgstr "Read about [objection](rights/objection)."
    """
    wording = review.site["wording"].get(catalog.code)
    for ctx, text in review.sources.items() if wording else ():
        for line in (catalog.translation(ctx, text) or "").split("\n"):
            for check, what, fix in hard_to_read(line, wording, is_label=owner(ctx).startswith(LABELS)):
                yield Place(catalog.file, catalog.lines[ctx]).error(check, what, fix=fix)


def hard_to_read(line: str, wording: Wording, *, is_label: bool = False) -> Iterator[Found]:
    """Yield what makes a line of a text hard to read. Labels are short, and may hold two sentences."""
    bare = PLACEHOLDER.sub(r"\1", TARGET.sub("]", line))
    if not is_label and NEXT.search(bare):
        yield "two-sentences", "two sentences on one line", "begin a new line for each; use a block that begins with |."
    for sentence in END.split(bare):
        if (words := len(sentence.split())) > wording.longest_sentence:
            fix = f"say it in sentences of at most {wording.longest_sentence} words."
            yield "long-sentence", f"{words} words in one sentence", fix
    for word, instead in wording.avoid.items():
        if _holds(bare, word):
            yield "hard-word", f'"{word}" is a hard word', f"write: {instead}."
    for word in wording.informal:
        if _holds(bare, word):
            yield "informal", f'"{word}" is not how we speak to readers', "use the formal form."
    for words in LINK.findall(line):
        if words.lower() in wording.empty_links:
            yield "empty-link", f'the link "{words}" says nothing', "let the words of the link say where it leads."


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
