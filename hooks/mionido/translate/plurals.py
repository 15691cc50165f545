"""Which form of a text goes with a number: the rules at the top of PO files, and which of them a language may have."""

from collections.abc import Callable, Iterator
from functools import cache
from gettext import c2py

from babel import Locale as Numbers
from babel import UnknownLocaleError
from babel.messages.plurals import get_plural

SOME_NUMBERS = range(1001)  # enough to see all that a rule for plurals tells apart
FORMS_OF_CLDR = ("zero", "one", "two", "few", "many", "other")
Rule = Callable[[int], int]  # from a number to its form, counted from 0
PLAIN_RULES: tuple[Rule, ...] = (
    lambda _: 0,
    lambda number: int(number != 1),
    lambda number: int(number > 1),
)


def two_forms(count: int) -> int:
    """Return which form a text of `content/` has for a number: the first for 1, the second for all others."""
    return int(count != 1)


def stands_for_one(rule: Rule, form: int) -> bool:
    """Whether a form of a plural goes with one number alone, and so may say it as a word."""
    return sum(rule(number) == form for number in SOME_NUMBERS) == 1


@cache
def is_whole(expression: str, forms: int) -> bool:
    """Whether a rule gives no more forms than it says there are. Raises ValueError if it cannot be read."""
    return max(map(c2py(expression), SOME_NUMBERS)) < forms


@cache
def is_rule_of(expression: str, cldr: str) -> bool:
    """Whether a rule is one that this language may have."""
    return [*map(c2py(expression), SOME_NUMBERS)] in _rules(cldr)


def usual_rule(cldr: str) -> str:
    """Return the rule to write for a language."""
    return get_plural(_known(cldr) or "en").plural_expr


def usual_forms(cldr: str) -> str:
    """Return what the top of a PO file says of the forms of a language."""
    return get_plural(_known(cldr) or "en").plural_forms


def count_of_forms(cldr: str) -> int:
    """Return how many forms a text with a number has in a language."""
    return get_plural(_known(cldr) or "en").num_plurals


def _known(cldr: str) -> str | None:
    """Return the locale Babel knows the language by, if it does."""
    try:
        return str(Numbers.parse(cldr))
    except (UnknownLocaleError, ValueError):
        return None


def _rules(cldr: str) -> Iterator[list[int]]:
    """Yield, for each rule a language may have, the form of every number.

    They are the ones Babel writes at the top of a file and the forms of CLDR in their order, also without those that no
    whole number takes. The plain rules are safe in all languages: a form that says "one" stands for one alone.
    """
    yield from ([rule(number) for number in SOME_NUMBERS] for rule in PLAIN_RULES)
    if known := _known(cldr):
        yield [*map(c2py(get_plural(known).plural_expr), SOME_NUMBERS)]
        locale = Numbers.parse(known)
        forms = [locale.plural_form(number) for number in SOME_NUMBERS]
        for names in ({*locale.plural_form.tags, "other"}, set(forms)):
            order = sorted(names, key=FORMS_OF_CLDR.index)
            yield [order.index(form) for form in forms]
