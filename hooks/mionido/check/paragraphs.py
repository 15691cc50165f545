"""Finds pages that are hard to read as a whole, by the rules in content/wording/."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, groupby

from mionido.check.draft import Draft
from mionido.check.wording import count_words, holds, sentences, without_markup
from mionido.model.markup import split_heading, tokens
from mionido.model.parameters import Parameter
from mionido.model.site import is_link_target
from mionido.model.text import Text
from mionido.model.topics import Block
from mionido.model.walk import KeyPath
from mionido.model.wording import Wording
from mionido.problems import Problem

Texts = list[tuple[KeyPath, Text]]  # of one page, with their places in its file
LENGTHS_OF_TIME = {"days", "weeks", "months", "years"}
# Mean lengths and shares say nothing about a few sentences.
ENOUGH = 5
ANSWER = ("summary",)
# What is shorter is a label, such as "the date".
SHORTEST_REPEATED = 4  # words
# Pages one reads from begin to end; not what courts decided, which stands wherever it may save somebody.
READ_AS_A_WHOLE = ("duties", "rights", "options", "guides", "steps", "doors", "regimes")
MAY_REPEAT = "but"


def hard_pages(draft: Draft) -> Iterator[Problem]:
    """A page has long paragraphs or titles, a high mean length of its sentences, or many passives.

    Why: a page of short sentences can still be a wall.
    Example: a body of eight paragraphs without a heading
    Use instead: put `- text: "**What you get**"` before some of them.
    """
    wording = draft.wording
    if wording is None:
        return
    for ident, found in groupby(draft.texts, key=lambda found: found[0]):
        if "/" in ident:
            texts = [(path, text) for _, path, text in found]
            yield from _hard_as_a_whole(draft, ident, texts, wording)
            yield from _too_long(draft, ident, texts, wording)
    if not wording.paragraphs_in_a_row:
        return
    for ident, record in draft.site.all():
        body = getattr(record, "body", ())
        if isinstance(body, tuple):
            yield from _walls(draft, ident, body, wording.paragraphs_in_a_row)


def long_answers(draft: Draft) -> Iterator[Problem]:
    """The first part of a page, its answer, has more sentences than readers take in at once.

    Why: what to do, and by when, comes below it and must be on the first screen of a phone.
    Example: a `summary` of five sentences
    Use instead: the answer itself; what explains it goes into the `body`.
    """
    wording = draft.wording
    if wording is None or wording.longest_answer is None:
        return
    for ident, path, text in draft.texts:
        count = len(sentences(without_markup(text)))
        if path == ANSWER and count > wording.longest_answer:
            place = draft.place_in(ident, path, text, 0)
            what = f"{count} sentences before what to do"
            fix = f"answer in at most {wording.longest_answer}; the rest goes into the body."
            yield place.error("long-answer", what, fix=fix)


def repeated_sentences(draft: Draft) -> Iterator[Problem]:
    """Two pages say more of the same sentences than there may be.

    Why: who mends one of them forgets the other, and a reader meets the same page twice.
    Example: how to object in full, on the page about objections and on that about letters
    Use instead: say it on one page, and lead there from the other.
    """
    wording = draft.wording
    if wording is None or wording.most_repeated is None:
        return
    pages: dict[str, set[str]] = defaultdict(set)  # by what they say
    for ident, path, text in draft.texts:
        if ident.startswith(READ_AS_A_WHOLE) and MAY_REPEAT not in path:
            for sentence in sentences(text):
                if len(sentence.split()) >= SHORTEST_REPEATED:
                    pages[sentence.strip()].add(ident)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for sentence, idents in pages.items():
        for pair in combinations(sorted(idents), 2):
            shared[pair].append(sentence)
    for (first, second), same in sorted(shared.items()):
        if len(same) > wording.most_repeated:
            what = f"{len(same)} sentences stand in {second} too, as: {same[0]}"
            fix = "say it on one page, and lead there from the other."
            yield draft.loaded.place(first).warning("repeated-sentences", what, fix=fix)


def uncounted_times(draft: Draft) -> Iterator[Problem]:
    """A text names a length of time but not the day from which it counts.

    Why: "within six weeks" is no answer for somebody who holds a letter.
    Example: `by_when: Maak bezwaar binnen {objection_weeks}.`
    Use instead: `by_when: Maak bezwaar binnen {objection_weeks} vanaf de datum op de brief.`
    """
    wording = draft.wording
    if wording is None or not wording.within:
        return
    words = "|".join(map(re.escape, wording.within))
    within = re.compile(rf"(?i)\b(?:{words})\s+\{{(\w+)\}}")
    for ident, path, text in draft.texts:
        timed = within.search(text)
        if timed is None or count_words(text, wording.counts_from):
            continue
        if draft.site[Parameter][timed[1]].unit in LENGTHS_OF_TIME:
            place = draft.place_in(ident, path, text, timed.start())
            what = "from which day does this count?"
            yield place.warning("uncounted-time", what, fix="say from when.")


def unsure_numbers(draft: Draft) -> Iterator[Problem]:
    """A page that is settled shows a number that is not, and no word tells the reader so.

    Why: what we read only at second hand must not look like the law.
    Example: `certainty: settled` and `Cancel {cancel_days} before.`, where the parameter has
    `certainty: uncertain`
    Use instead: say who says so or whom to ask, with one of the words under `unsure` in
    content/wording/.
    """
    wording = draft.wording
    if wording is None or not wording.unsure:
        return
    for ident, path, text in draft.texts:
        is_settled = getattr(draft.site.find(ident), "certainty", "") == "settled"
        if not is_settled or count_words(text, wording.unsure):
            continue
        for token in tokens(text):
            parameter = draft.site[Parameter].get(token.name)
            if token.kind == "placeholder" and parameter and parameter.certainty == "uncertain":
                place = draft.place_in(ident, path, text, token.start)
                what = f"{{{token.name}}} is not certain, the page is"
                fix = f"use one of: {', '.join(wording.unsure)}."
                yield place.warning("unsure-number", what, fix=fix)


def _hard_as_a_whole(draft: Draft, ident: str, texts: Texts, wording: Wording) -> Iterator[Problem]:
    """Yield that the sentences of a page are long on average, or too often passive."""
    said: list[str] = []
    for _, text in texts:
        said += sentences(without_markup(text))
    if len(said) < ENOUGH:
        return
    place = draft.loaded.place(ident)
    mean = sum(len(sentence.split()) for sentence in said) / len(said)
    if wording.mean_sentence and mean > wording.mean_sentence:
        what = f"{mean:.1f} words in a sentence on average"
        fix = f"aim at a mean of {wording.mean_sentence} words."
        yield place.warning("long-sentences", what, fix=fix)
    passives = [sentence for sentence in said if _is_passive(sentence, wording)]
    if len(passives) * 100 > wording.most_passives * len(said):
        what = f"{len(passives)} of {len(said)} sentences are passive"
        yield place.warning("passives", what, fix=f"say who does it, as in: {passives[0]}")


def _too_long(draft: Draft, ident: str, texts: Texts, wording: Wording) -> Iterator[Problem]:
    """Yield which titles and paragraphs of a page are too long."""
    for path, text in texts:
        length = len(text.split())
        is_heading = path == ("title",) and is_link_target(draft.site, ident)
        if is_heading and wording.longest_title and length > wording.longest_title:
            place = draft.loaded.place(ident, path)
            fix = f"ask or say it in at most {wording.longest_title} words."
            yield place.warning("long-title", f"a title of {length} words", fix=fix)
        count = len(sentences(without_markup(text)))
        if wording.longest_paragraph and count > wording.longest_paragraph:
            place = draft.place_in(ident, path, text, 0)
            what = f"{count} sentences in one paragraph"
            yield place.warning("long-paragraph", what, fix="make two blocks or a list of it.")


def _walls(draft: Draft, ident: str, body: tuple[Block, ...], most: int) -> Iterator[Problem]:
    """Yield where more paragraphs than `most` follow each other without a heading."""
    row = 0
    for index, block in enumerate(body):
        heading, rest = split_heading(block.text or "")
        if heading or not rest:
            row = 0
        if rest:
            row += 1
        if row == most + 1:
            place = draft.loaded.place(ident, ("body", index))
            what, fix = f"{row} paragraphs in a row", "put a bold heading before some."
            yield place.warning("wall-of-text", what, fix=fix)


def _is_passive(sentence: str, wording: Wording) -> bool:
    """Whether a sentence has a word for the passive, and one that looks like a participle."""
    if not any(holds(sentence, word) for word in wording.passive):
        return False
    words = [word.strip(".,?!:").lower() for word in sentence.split()]
    starts, ends = tuple(wording.participles), ("d", "t", "en")
    looks_so = [word for word in words if word.startswith(starts) and word.endswith(ends)]
    return any(word not in wording.passive for word in looks_so)
