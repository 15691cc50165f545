"""Finds catalogs that are behind the content or too large, and plurals that do not say a number."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from mionido.check.draft import Draft
from mionido.model.text import Plural
from mionido.problems import OUTDATED, Place, Problem, nearest
from mionido.translate.catalogs import Catalog, forms_of, in_lines
from mionido.translate.layout import ident_of
from mionido.translate.plurals import stands_for_one, two_forms

# Not said beside an error: while a text is being mended it is no news that the catalogs are behind.
# Of one file. GitHub's editor and its view of differences stop at twice as much; a translator stops
# sooner.
LARGEST = 250_000  # bytes
MOST_TEXTS = 700


def outdated_catalog(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A catalog is behind the content: texts were added, changed or removed since the last extract.

    Why: translators cannot see what is new, and readers get the source language where it changed.
    Example: editing a text without running `mionido extract`
    Use instead: run `mionido extract` and commit the catalogs with the content.
    """
    extracted = {ctx: msgid for ctx, (msgid, _) in catalog.texts.items()}
    behind = {ctx for ctx, _ in draft.sources.items() ^ extracted.items()}
    counted = Counter(_file_of(ctx, draft, catalog) for ctx in behind)
    missing = counted.keys() - catalog.files.keys()
    for name in sorted(counted.keys() - missing):
        texts = "1 text" if counted[name] == 1 else f"{counted[name]} texts"
        what = f"{texts} changed since the last extract"
        fix = "run  mionido extract  and translate what is new."
        yield Place(catalog.files[name].path).warning(OUTDATED, what, fix=fix)
    if to_make := sorted(catalog.locale.wanted(missing)):
        first, others = to_make[0], len(to_make) - 1
        more = f" and {others} more are" if others else " is"
        fix = (
            "run  mionido extract  to make them, "
            "or list under  files  in locales.yml which ones there should be."
        )
        place = Place(f"translations/{catalog.code}/{first}.po")
        yield place.warning(OUTDATED, f"this catalog{more} not made yet", fix=fix)


def _file_of(ctx: str, draft: Draft, catalog: Catalog) -> str:
    """Return the name of the file a text stands in, or should stand in."""
    place = catalog.places.get(ctx)
    return Path(place.file).stem if place else draft.layout.file_of(ctx)


def large_catalog(draft: Draft, catalog: Catalog) -> Iterator[Problem]:
    """A file of a language has grown too large to edit in a browser.

    Why: translators who know no git change it there, and reviewers see no difference of a file
    that is too large.
    Example: a file with a thousand texts
    Use instead: give a part of its texts a file of their own in translations/catalogs.yml.
    """
    for file in catalog.files.values():
        texts = len(file.lines)
        if texts > MOST_TEXTS or file.size > LARGEST:
            most = f"{MOST_TEXTS} and {LARGEST} are the most"
            what = f"{texts} texts and {file.size} bytes; {most}"
            fix = (
                "give a part of its texts a file of their own in translations/catalogs.yml, "
                "and run  mionido extract"
            )
            yield Place(file.path).warning("large-catalog", what, fix=fix)


def catalogs_of_nothing(draft: Draft) -> Iterator[Problem]:
    """The list of catalogs, or of those a language has, names something that is not there.

    Why: whoever divided a folder believes that its texts stand somewhere else.
    Example: `rights-to-stay: [rights/gone]`
    Use instead: an id of a record, or all of a kind: `checker/questions/*`
    """
    idents = {ident_of(ctx) for ctx in draft.sources}
    known = idents | {f"{ident.rpartition('/')[0]}/*" for ident in idents if "/" in ident}
    for ident, place in draft.layout.places.items():
        if ident not in known:
            guess = nearest(ident, known)
            fix = f"{guess}write the id of a record, or all of a kind such as  rights/*"
            yield place.error("reference", f'there are no texts of "{ident}"', fix=fix)
    for code, locale in draft.locales.items():
        for name in sorted({*(locale.files or ())} - draft.layout.names):
            guess = nearest(name, draft.layout.names)
            fix = f"{guess}they are called like the folders of content/."
            what = f'{code}: there is no catalog called "{name}"'
            yield Place("translations/locales.yml").error("reference", what, fix=fix)


def tiers_of_nothing(draft: Draft) -> Iterator[Problem]:
    """A tier names something that is not there, or two tiers have one name.

    Why: whoever divided the texts believes that these are translated first.
    Example: `of: [rights/gone]`
    Use instead: an id of a record, a file such as `interface`, or all of a folder: `documents/*`
    """
    idents = {ident_of(ctx) for ctx in draft.sources}
    folders = {f"{ident.rpartition('/')[0]}/*" for ident in idents if "/" in ident}
    seen: set[str] = set()
    for number, tier in enumerate(draft.site.about.tiers):
        if tier.name in seen:
            place = draft.loaded.place("site", ("tiers", number, "name"))
            fix = "give each tier a letter of its own."
            yield place.error("duplicate", f"{tier.name} is already the name of a tier", fix=fix)
        seen.add(tier.name)
        for at, name in enumerate(tier.of):
            if not any(fnmatchcase(ident, name) for ident in idents):
                place = draft.loaded.place("site", ("tiers", number, "of", at))
                fix = f"{nearest(name, idents | folders)}write the id of a record, or all of a folder such as  rights/*"
                yield place.error("reference", f'there are no texts of "{name}"', fix=fix)


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

    Why: as above. Only a form for one number alone may say it as a word, as Arabic does for one
    and two.
    Example: msgstr[3] "weeks"
    Use instead: msgstr[3] "{count} weeks"
    """
    for ctx, message in catalog.plurals.items():
        if catalog.translation(ctx, in_lines(message.id)):
            place = catalog.places[ctx]
            yield from form_mistakes(forms_of(message), catalog.plural, place)


def form_mistakes(
    forms: Sequence[str], rule: Callable[[int], int], place: Place
) -> Iterator[Problem]:
    """Yield what is wrong with the forms of a plural."""
    for number, form in enumerate(forms):
        line, _, more = form.partition("\n")
        if more:
            yield place.error("plural", f'the form "{line}" goes on', fix="write it on one line.")
        if "{count}" not in form and not stands_for_one(rule, number):
            what = f'the form "{line}" has no {{count}}'
            why = "it goes with many numbers."
            fix = "put {count} where the number belongs."
            yield place.error("plural", what, why=why, fix=fix)
