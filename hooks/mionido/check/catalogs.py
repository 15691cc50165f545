"""Finds catalogs that are behind the content, and plurals that do not say their number."""

from collections.abc import Callable, Iterator, Sequence

from mionido.check.draft import Draft
from mionido.model.text import Plural
from mionido.problems import Place, Problem
from mionido.translate.catalogs import Catalog, forms_of, in_lines, stands_for_one, two_forms

# Not said beside an error: while a text is being mended it is no news that the catalogs are behind.
OUTDATED = "outdated-catalog"


def outdated_catalog(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A catalog is behind the content: texts were added, changed or removed since the last extract.

    Why: translators cannot see what is new, and readers get the old language where the source changed.
    Example: editing a text without running `mionido extract`
    Use instead: run `mionido extract` and commit the catalogs with the content.
    """
    found = {ctx: msgid for ctx, (msgid, _) in catalog.texts.items()}
    behind = len({ctx for ctx, _ in draft.sources.items() ^ found.items()})
    if behind:
        texts = f"{behind} text{'' if behind == 1 else 's'}"
        fix = "run  mionido extract  and translate what is new."
        yield Place(catalog.file).warning(OUTDATED, f"{texts} changed since the last extract", fix=fix)


def plurals_without_number(draft: Draft) -> Iterator[Problem]:
    """A form of a plural does not say the number it goes with.

    Why: the reader would see "weeks" and not how many.
    Example: `other: weken`
    Use instead: `other: "{count} weken"`
    """
    for ident, path, text in draft.texts:
        if isinstance(text, Plural):
            yield from form_mistakes(text.forms, two_forms, draft.loaded.place(ident, path))


def translated_plurals(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A form of a translated plural does not say the number it goes with.

    Why: as above. Only a form for one number alone may say it as a word, as Arabic does for one and two.
    Example: msgstr[3] "weeks"
    Use instead: msgstr[3] "{count} weeks"
    """
    for ctx, message in catalog.plurals.items():
        if catalog.translation(ctx, in_lines(message.id)):
            place = Place(catalog.file, catalog.lines[ctx])
            yield from form_mistakes(forms_of(message), catalog.plural, place)


def form_mistakes(forms: Sequence[str], rule: Callable[[int], int], place: Place) -> Iterator[Problem]:
    """Yield what is wrong with the forms of a plural."""
    for number, form in enumerate(forms):
        line, _, more = form.partition("\n")
        if more:
            yield place.error("plural", f'the form "{line}" goes on', fix="write it on one line.")
        if "{count}" not in form and not stands_for_one(rule, number):
            what = f'the form "{line}" has no {{count}}'
            yield place.error(
                "plural", what, why="it goes with many numbers.", fix="put {count} where the number belongs."
            )
