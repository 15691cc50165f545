"""Finds pages that are hard to read as a whole, by the rules in content/wording/."""

import re
from collections.abc import Iterator
from itertools import groupby

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

LENGTHS_OF_TIME = {"days", "weeks", "months", "years"}
# Mean lengths and shares say nothing about a few sentences.
ENOUGH = 5


def hard_pages(draft: Draft) -> Iterator[Problem]:
    """A page has long paragraphs or titles, a high mean length of its sentences, or many passives.

    Why: a page of short sentences can still be a wall.
    Example: a body of eight paragraphs without a heading
    Use instead: put `- text: "**What you get**"` before some of them.
    """
    wording = draft.wording
    if wording is None:
        return
    for ident, texts in groupby(draft.texts, key=lambda found: found[0]):
        if "/" in ident:
            yield from _of_page(draft, ident, [(path, text) for _, path, text in texts], wording)
    for ident, record in draft.site.all():
        body = getattr(record, "body", ())
        yield from _walls(draft, ident, body if isinstance(body, tuple) else (), wording)


def uncounted_times(draft: Draft) -> Iterator[Problem]:
    """A text names a length of time but not the day from which it counts.

    Why: "within six weeks" is no answer for somebody who holds a letter.
    Example: `by_when: Maak bezwaar binnen {objection_weeks}.`
    Use instead: `by_when: Maak bezwaar binnen {objection_weeks} vanaf de datum op de brief.`
    """
    wording = draft.wording
    if wording is None or not wording.within:
        return
    within = re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, wording.within))})\s+\{{(\w+)\}}")
    for ident, path, text in draft.texts:
        timed = within.search(text)
        if timed is None or count_words(text, wording.counts_from):
            continue
        if draft.site[Parameter][timed[1]].unit in LENGTHS_OF_TIME:
            place = draft.place_in(ident, path, text, timed.start())
            yield place.warning(
                "uncounted-time", "from which day does this count?", fix="say from when."
            )


def unsure_numbers(draft: Draft) -> Iterator[Problem]:
    """A page that is settled shows a number that is not, and no word tells the reader so.

    Why: what we read only at second hand must not look like the law.
    Example: `certainty: settled` and `Cancel {cancel_days} before.`, where the parameter has `certainty: uncertain`
    Use instead: say who says so or whom to ask, with one of the words under `unsure` in content/wording/.
    """
    wording = draft.wording
    if wording is None or not wording.unsure:
        return
    for ident, path, text in draft.texts:
        if getattr(draft.site.find(ident), "certainty", "") != "settled" or count_words(
            text, wording.unsure
        ):
            continue
        for token in tokens(text):
            parameter = draft.site[Parameter].get(token.name)
            if token.kind == "placeholder" and parameter and parameter.certainty == "uncertain":
                place = draft.place_in(ident, path, text, token.start)
                fix = f"use one of: {', '.join(wording.unsure)}."
                yield place.warning(
                    "unsure-number", f"{{{token.name}}} is not certain, the page is", fix=fix
                )


def _of_page(
    draft: Draft, ident: str, texts: list[tuple[KeyPath, Text]], wording: Wording
) -> Iterator[Problem]:
    said = [sentence for _, text in texts for sentence in sentences(without_markup(text))]
    place = draft.loaded.place(ident)
    if wording.mean_sentence and len(said) >= ENOUGH:
        mean = sum(len(sentence.split()) for sentence in said) / len(said)
        if mean > wording.mean_sentence:
            fix = f"aim at a mean of {wording.mean_sentence} words."
            yield place.warning(
                "long-sentences", f"{mean:.1f} words in a sentence on average", fix=fix
            )
    passives = [sentence for sentence in said if _is_passive(sentence, wording)]
    if len(said) >= ENOUGH and len(passives) * 100 > wording.most_passives * len(said):
        fix = f"say who does it, as in: {passives[0]}"
        yield place.warning(
            "passives", f"{len(passives)} of {len(said)} sentences are passive", fix=fix
        )
    for path, text in texts:
        length = len(text.split())
        is_heading = path == ("title",) and is_link_target(draft.site, ident)
        if is_heading and wording.longest_title and length > wording.longest_title:
            fix = f"ask or say it in at most {wording.longest_title} words."
            yield draft.loaded.place(ident, path).warning(
                "long-title", f"a title of {length} words", fix=fix
            )
        if (
            wording.longest_paragraph
            and len(sentences(without_markup(text))) > wording.longest_paragraph
        ):
            fix = "make two blocks or a list of it."
            what = f"{len(sentences(without_markup(text)))} sentences in one paragraph"
            yield draft.place_in(ident, path, text, 0).warning("long-paragraph", what, fix=fix)


def _walls(
    draft: Draft, ident: str, body: tuple[Block, ...], wording: Wording
) -> Iterator[Problem]:
    row = 0
    for index, block in enumerate(body if wording.paragraphs_in_a_row else ()):
        heading, rest = split_heading(block.text or "")
        row = (0 if heading else row) + 1 if rest else 0
        if row == (wording.paragraphs_in_a_row or 0) + 1:
            place = draft.loaded.place(ident, ("body", index))
            yield place.warning(
                "wall-of-text", f"{row} paragraphs in a row", fix="put a bold heading before some."
            )


def _is_passive(sentence: str, wording: Wording) -> bool:
    words = [word.strip(".,?!:").lower() for word in sentence.split()]
    starts = tuple(wording.participles)
    return any(holds(sentence, word) for word in wording.passive) and any(
        word.startswith(starts) and word.endswith(("d", "t", "en")) and word not in wording.passive
        for word in words
    )
