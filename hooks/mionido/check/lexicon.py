"""What single words of a language say: must, not, probably, a number, who speaks.

The words stand in content/wording/, for each language.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from mionido.model.markup import FILLED, plain
from mionido.model.wording import Wording

WORD = re.compile(rf"[^\W_]+|{FILLED}")
# Signs above, below and between letters; many write without.
NOT_READ = {"Mn", "Lm"}
# Half a space inside a word, as in Persian, and what joins letters; many write without.
JOINERS = "\u200c\u200d"
# Who need not, is told "not".
IMPLIED = {"need_not": "not"}
# Words that are a number only where they touch a value, such as "one".
BESIDE = "beside_a_value"
ANSWERS = ("says_yes", "says_no")


class Sign(NamedTuple):
    """What words say: a meaning or a number, and whether they say nothing else."""

    meaning: str
    is_sure: bool


class Phrase(NamedTuple):
    """Words in a row, and all that they say."""

    words: tuple[str, ...]
    signs: frozenset[Sign]


class Said(NamedTuple):
    """What a text surely says, and all that it can say."""

    surely: frozenset[str]
    perhaps: frozenset[str]


class Lexicon:
    """The words of a language that a translation must neither lose nor add."""

    def __init__(self, wording: Wording) -> None:
        """Take the words from the rules of the language."""
        self.numbers = frozenset(wording.numbers)
        self.watched = frozenset(wording.says) | self.numbers
        self.has_common = bool(wording.common)
        self._wording = wording
        self._beginning: dict[str, tuple[Phrase, ...]] = {}
        self._is_common: dict[str, bool] = {}
        self._said: dict[str, Said] = {}

    def said(self, text: str) -> Said:
        """Return what a text says. Of words in a row the longest that we know counts."""
        if text not in self._said:
            signs = self._signs(words_of(text))
            surely = {sign.meaning for sign in signs if sign.is_sure}
            perhaps = {sign.meaning for sign in signs}
            self._said[text] = Said(_with_implied(surely), _with_implied(perhaps))
        return self._said[text]

    def answer(self, text: str) -> str:
        """Return whether a text begins with yes or with no, or nothing."""
        for first in words_of(text)[:1]:
            alone = {
                sign for each in self._from(first) if len(each.words) == 1 for sign in each.signs
            }
            for meaning in ANSWERS:
                if Sign(meaning, True) in alone:
                    return meaning
        return ""

    def count_common(self, words: list[str]) -> int:
        """Return how many of these words nearly every text of this language has."""
        return sum(map(self._common, words))

    def _common(self, word: str) -> bool:
        if word not in self._is_common:
            forms = without_prefix(word, self._wording.prefixes)
            self._is_common[word] = not self._common_words.isdisjoint(forms)
        return self._is_common[word]

    @cached_property
    def _common_words(self) -> frozenset[str]:
        return frozenset(map(as_compared, self._wording.common))

    @cached_property
    def _phrases(self) -> list[Phrase]:
        """All words in a row there are."""
        signs: dict[tuple[str, ...], set[Sign]] = {}
        wording = self._wording
        says = [(meaning, words, True) for meaning, words in wording.says.items()]
        can_say = [(meaning, words, False) for meaning, words in wording.can_say.items()]
        numbers = [(number, words, True) for number, words in wording.numbers.items()]
        for meaning, either, is_sure in (*says, *can_say, *numbers):
            for words in either:
                pattern = tuple(as_compared(words).split())
                signs.setdefault(pattern, set()).add(Sign(meaning, is_sure))
        return [Phrase(words, frozenset(said)) for words, said in signs.items()]

    def _signs(self, words: list[str]) -> set[Sign]:
        """Return all that words in their order say; what a longer phrase hides, they can say."""
        signs: set[Sign] = set()
        at = 0
        while at < len(words):
            here = self._at(words, at)
            longest = max((len(each.words) for each in here), default=1)
            is_beside = FILLED in (*words[max(at - 1, 0) : at], *words[at + longest :][:1])
            found = _signs_of([each for each in here if len(each.words) == longest])
            signs |= {each for each in found if is_beside or each.meaning != BESIDE}
            if longest > 1:
                hidden = [
                    each for start in range(at, at + longest) for each in self._at(words, start)
                ]
                signs |= {Sign(each.meaning, False) for phrase in hidden for each in phrase.signs}
            at += longest
        return signs

    def _at(self, words: list[str], at: int) -> list[Phrase]:
        """Return the phrases that stand at a place."""
        return [each for each in self._from(words[at]) if _is_at(each, words, at)]

    def _from(self, word: str) -> tuple[Phrase, ...]:
        """Return the phrases that can begin with a word, whatever is joined to its front."""
        if word not in self._beginning:
            found: list[Phrase] = []
            for form in without_prefix(word, self._wording.prefixes):
                found = [each for each in self._phrases if fits(each.words[0], form)]
                if found:
                    break
            self._beginning[word] = tuple(found)
        return self._beginning[word]


def words_of(text: str) -> list[str]:
    """Return the words of a text as one compares them, and FILLED for each of its values."""
    read = plain(text, lambda name: " " if name.startswith("term:") else f" {FILLED} ")
    return WORD.findall(as_compared(read))


def as_compared(text: str) -> str:
    """Return a text in small letters, without signs on letters and half-spaces in words."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    signs = [
        each for each in set(letters) if each in JOINERS or unicodedata.category(each) in NOT_READ
    ]
    return letters.translate(dict.fromkeys(map(ord, signs))) if signs else letters


def without_prefix(word: str, prefixes: Sequence[str]) -> Iterator[str]:
    """Yield a word, and what is left of it without each of the prefixes that it has."""
    yield word
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            yield word.removeprefix(prefix)


def _signs_of(phrases: list[Phrase]) -> set[Sign]:
    """Return what some phrases say: of a meaning, those that are written out count before a `*`."""
    exact = [each for each in phrases if "*" not in "".join(each.words)]
    written_out = {sign for each in exact for sign in each.signs}
    meanings = {sign.meaning for sign in written_out}
    rest = {sign for each in phrases for sign in each.signs if sign.meaning not in meanings}
    return written_out | rest


def _is_at(phrase: Phrase, words: list[str], at: int) -> bool:
    """Whether a phrase, of which the first word fits, stands here."""
    rest = words[at + 1 : at + len(phrase.words)]
    return len(rest) == len(phrase.words) - 1 and all(map(fits, phrase.words[1:], rest))


def fits(pattern: str, word: str) -> bool:
    """Whether a word is this one; a `*` in the pattern stands for any letters."""
    if "*" not in pattern:
        return pattern == word
    start, _, end = pattern.partition("*")
    is_long = len(word) >= len(start) + len(end)
    return is_long and word.startswith(start) and word.endswith(end)


def _with_implied(meanings: set[str]) -> frozenset[str]:
    return frozenset(meanings | {IMPLIED[each] for each in meanings if each in IMPLIED})
