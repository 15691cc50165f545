"""Invented languages, made from the source by a rule, with which one finds what is not translated or does not fit.

Both are about two fifths longer than the source, as translations can be. They have the codes that CLDR gives to such
languages.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from mionido.model.markup import TOKEN, marked_terms
from mionido.model.text import Plural, Text
from mionido.translate.locales import Locale

Words = Callable[[str], str]
# Names such as B1 and Act2031 stay in every language.
WORD = re.compile(r"[^\W\d_]+(?![^\W_])")
VOWELS = set("aeiou")
ACCENT = "\u0302"  # a circumflex
# Letters of another script, each for one of ours; which ones makes no difference.
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابثدهفغحيجكلمنوپقرستعخطظذز", strict=True))


def accented(word: str) -> str:
    """Return a word with each vowel twice, and a mark on both."""
    long = "".join(each * 2 if each.lower() in VOWELS else each for each in _plain(word))
    return "".join(f"{each}{ACCENT}" if each.lower() in VOWELS else each for each in long)


def mirrored(word: str) -> str:
    """Return a word of the same length in letters that are written from right to left."""
    return "".join(
        LETTERS.get(each, each) * (1 + (each in VOWELS)) for each in _plain(word).lower()
    )


def _plain(word: str) -> str:
    """Return a word without marks on its letters."""
    parts = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(each for each in parts if not unicodedata.combining(each))


class Language(NamedTuple):
    """What is said of an invented language, and how it says a word."""

    locale: Locale
    say: Words


LANGUAGES = {
    "en-XA": Language(Locale(name="Accented", cldr="en"), accented),
    "ar-XB": Language(Locale(name="مرآة", direction="rtl", cldr="ar"), mirrored),
}


def is_invented(code: str) -> bool:
    """Whether this is the code of a language that nobody speaks."""
    return code.endswith(("-XA", "-XB"))


def pseudo(text: Text, say: Words, names: Mapping[str, str], forms: int) -> str:
    """Return a text in an invented language; of a plural, all `forms` as the source has it for many.

    `names` are what terms are called: a translation says it beside the word of the letter.
    """
    if isinstance(text, Plural):
        return "\n".join([_said(text.forms[-1], say)] * forms)
    said = _said(text, say)
    for name in dict.fromkeys(term for _, term in marked_terms(text) if term in names):
        mark = f"{{term:{name}}}"
        said = said.replace(mark, f"{_said(names[name], say)} ({mark})", 1)
    return unicodedata.normalize("NFC", said)


def _said(text: str, say: Words) -> str:
    """Return words in an invented language, with all marks as they are."""
    parts, end = list[str](), 0
    for match in TOKEN.finditer(text):
        parts.append(WORD.sub(lambda word: say(word[0]), text[end : match.start()]))
        if match["name"]:
            parts.append(match[0])
        elif match["words"]:
            parts.append(f"[{_said(match['words'], say)}]({match['target']})")
        else:
            parts.append(f"**{_said(match['bold'], say)}**")
        end = match.end()
    return "".join([*parts, WORD.sub(lambda word: say(word[0]), text[end:])])
