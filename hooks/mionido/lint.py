"""Finds the mistakes that need the whole site: one check per function, each with its own reason and remedy."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from mionido.catalogs import Catalog, in_lines, stands_for_one, two_forms
from mionido.freshness import ends_soon, old_reviews
from mionido.links import external_links, malformed_addresses
from mionido.markup import Token, tokens
from mionido.model.checker import Deadline, Outcome, ParameterRef, Question, Rule, Test
from mionido.model.law import Source
from mionido.model.site import LINKABLE, PAGES, Site
from mionido.model.text import Plural, Text, fields_of
from mionido.paragraphs import hard_pages, uncounted_times, unsure_numbers
from mionido.problems import Place, Problem, nearest
from mionido.review import KeyPath, Review
from mionido.texts import PAGE_FILLS, forbidden, in_a_name, legible, mistakes_in, names_in, scripts_of
from mionido.wording import hard_texts, hard_translations

INTERFACE = "interface"
# Names of answers and values that the checker itself uses, or that every object of a script has.
OF_THE_CHECKER = {"absent", "unknown", "not_applicable", "no_version", "constructor"}
NAME_OF_AN_ANSWER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# Not said beside an error: while a text is being mended it is no news that the catalogs are behind.
OUTDATED = "outdated-catalog"
CITED_BY_ARTICLE = {"act", "decree", "regulation"}
# How to write the value of a parameter, where it is not a number.
VALUES = {"date": "a day such as 2031-01-31", "month": 'a month such as "2031-01"'}


def lint(review: Review) -> list[Problem]:
    """Run every check of the content."""
    problems = [problem for check in REFERENCES for problem in check(review)]
    if not any(problem.is_error for problem in problems):
        problems += [problem for check in REST for problem in check(review)]
    return problems


def lint_catalog(review: Review, catalog: Catalog) -> list[Problem]:
    """Run every check of one catalog."""
    return [] if catalog.is_source else [problem for check in OF_CATALOG for problem in check(review, catalog)]


def unknown_ids(review: Review) -> Iterator[Problem]:
    """Something refers to a file that does not exist.

    Why: the page would have a dead link, or the checker an empty answer.
    Example: `see: [rights/lone]`
    Use instead: `see: [rights/loan]`
    """
    for ident, record in review.site.all():
        for path, wanted, kinds in references(record):
            if not exists(review.site, wanted, kinds):
                yield unknown(review.site, review.loaded.place(ident, path), wanted, kinds)
    for name, kind in (("questions", "questions"), ("pinned", "questions"), ("outcomes", "outcomes")):
        for index, wanted in enumerate(getattr(review.site.checker, name)):
            if wanted not in review.site[f"checker/{kind}"]:
                place = review.loaded.place("checker/checker", (name, index))
                yield unknown(review.site, place, wanted, (f"checker/{kind}",))
    if (wanted := review.site.about.help) and not is_link_target(review.site, wanted):
        yield unknown(review.site, review.loaded.place("site", ("help",)), wanted, ())


def references(record: BaseModel) -> Iterator[tuple[KeyPath, str, tuple[str, ...]]]:
    """Yield (path, id, kinds it may be of) for everything a record points to outside its texts."""
    for path, value in walk(record):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if isinstance(value, Source):
            if value.instrument:
                yield (*path, "instrument"), value.instrument, ("instruments",)
            else:
                yield (*path, "publication"), value.publication, ("publications",)
        elif isinstance(value, Test):
            yield from (
                ((*path, kind), getattr(value, kind), (f"checker/{kind_of}",))
                for kind, kind_of in (("fact", "questions"), ("outcome", "outcomes"))
                if getattr(value, kind)
            )
        elif isinstance(value, ParameterRef):
            yield (*path, "parameter"), value.parameter, ("parameters",)
        elif isinstance(value, str) and not isinstance(value, Text) and name in REFERENCE_KEYS:
            kinds = REFERENCE_KEYS[name]
            if not (name == "outcome" and not isinstance(record, Rule)):
                yield path, value, kinds
    if isinstance(record, Deadline):
        yield from ((("when", outcome), outcome, ("checker/outcomes",)) for outcome in record.when)


# Keys whose value names a record, and the kinds it may be of; () stands for a full id such as duties/x.
REFERENCE_KEYS: dict[str, tuple[str, ...]] = {
    "see": (),
    "at": (),
    "help": (),
    "documents": (),
    "document": (),
    "shows": (),
    "view_of": (),
    "figures": ("figures",),
    "next": (),
    "decided_by": (),
    "from": (),
    "regimes": ("regimes",),
    "instruments": ("instruments",),
    "unless": ("checker/rules",),
    "start": ("checker/questions", "checker/deadlines"),
    "add": ("parameters",),
    "subtract": ("parameters",),
}


def walk(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every value inside a record with the path it has in its file."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, item in fields_of(value):
            yield from walk(item, (*path, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*path, name))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def exists(site: Site, ident: str, kinds: tuple[str, ...]) -> bool:
    """Whether an id names a record; without kinds it is a full id or `kind/*`."""
    if kinds:
        return any(ident in site[kind] for kind in kinds)
    kind, _, name = ident.rpartition("/")
    return (name == "*" and bool(site[kind])) or is_link_target(site, ident)


def is_link_target(site: Site, ident: str) -> bool:
    """Whether a link in a text may point to this."""
    return ident in PAGES or (ident.rpartition("/")[0] in LINKABLE and site.find(ident) is not None)


def unknown(site: Site, place: Place, wanted: str, kinds: tuple[str, ...]) -> Problem:
    """Return the problem that nothing is called `wanted`."""
    names = [name for kind in kinds for name in site[kind]] if kinds else list(link_targets(site))
    folder = f"content/{kinds[0]}/" if kinds else "content/"
    fix = f"{nearest(wanted, names)}Ids are the names of the files in {folder}."
    return place.error("unknown-id", f'there is no "{wanted}"', fix=fix)


def link_targets(site: Site) -> Iterator[str]:
    """Yield everything a text may link to."""
    yield from PAGES
    yield from (ident for ident, _ in site.all() if ident.rpartition("/")[0] in LINKABLE)


def unknown_placeholders(review: Review) -> Iterator[Problem]:
    """A text has a placeholder, term or link that names nothing.

    Why: the reader would see braces where the number belongs.
    Example: `summary: Pass the exam within {exam_trem}.`
    Use instead: `summary: Pass the exam within {exam_term}.`
    """
    for ident, path, text in review.texts:
        for token in tokens(text):
            place = review.place_in(ident, path, text, token.start)
            if problem := unknown_token(review.site, token, place):
                yield problem
            elif token.name in PAGE_FILLS and not is_filled(ident, token.name):
                what = f"nothing fills {{{token.name}}} here"
                yield place.error("unknown-id", what, fix="take it out, or write the name of a parameter.")


def is_filled(ident: str, name: str) -> bool:
    """Whether a page fills this placeholder in the texts of a file."""
    return ident == INTERFACE or (name == "date" and ident.startswith("checker/deadlines/"))


def unknown_token(site: Site, token: Token, place: Place) -> Problem | None:
    """Return what is wrong with one piece of markup."""
    kind, _, term = token.name.partition(":")
    if token.kind == "link" and not is_link_target(site, token.name):
        return unknown(site, place, token.name, ())
    if token.kind != "placeholder" or token.name in PAGE_FILLS or token.name in site["parameters"]:
        return None
    if kind == "term" and term in site["terms"]:
        return None
    if kind == "term":
        return unknown(site, place, term, ("terms",))
    fix = f"{nearest(token.name, site['parameters'])}Parameters are the files in content/parameters/."
    return place.error("unknown-id", f'there is no parameter "{token.name}"', fix=fix)


def forbidden_in_texts(review: Review) -> Iterator[Problem]:
    """A text holds a number, an address, HTML, broken marks, or characters of no word.

    Why: a number in a sentence cannot be checked or updated, and a translation could change the law.
    Example: `summary: You have 3 years.`
    Use instead: `summary: You have {exam_term}.`
    """
    source = review.site.about.source_language
    scripts = scripts_of(Catalog(source, review.locales[source]).cldr)
    names = names_on_site(review.site)
    for ident, path, text in review.texts:
        for check, start, what, why, fix in forbidden(text, scripts, names):
            yield review.place_in(ident, path, text, start).error(check, what, why=why, fix=fix)


def names_on_site(site: Site) -> set[str]:
    """Return the names with digits that the glossary and the pages of the law explain: A2, Wi2021."""
    words = [form for term in site["terms"].values() for form in (term.dutch, *term.also)]
    words += [each.short for kind in ("instruments", "regimes") for each in site[kind].values()]
    return {name for each in words for name in names_in(each)}


def sources_without_article(review: Review) -> Iterator[Problem]:
    """A source names an act, decree or regulation but no article.

    Why: a reader or lawyer cannot find the place.
    Example: `- {instrument: wi2021}`
    Use instead: `- {instrument: wi2021, article: "11", paragraph: "1"}`
    """
    for ident, record in review.site.all():
        for path, value in walk(record):
            if isinstance(value, Source) and value.instrument and not value.article:
                kind = review.site["instruments"][value.instrument].kind
                if kind in CITED_BY_ARTICLE:
                    place = review.loaded.place(ident, path)
                    yield place.error(
                        "missing-article", "a source in a law needs an article", fix='add, for example:  article: "12"'
                    )


def parameters_without_value(review: Review) -> Iterator[Problem]:
    """A parameter has no value in force today, or a value that does not fit its unit.

    Why: every text that uses it would have a hole. We never fall back to another period.
    Example: `values: [{from: 2031-01-01, value: 3}]` before 2031
    Use instead: add the value that holds now.
    """
    for ident, parameter in review.records("parameters"):
        place = review.loaded.place(ident, ("values",))
        if parameter.in_force(review.today) is None:
            yield place.error(
                "no-value", f"this parameter has no value on {review.today}", fix="add the value in force on that day."
            )
        for index, value in enumerate(parameter.values):
            if value.value is not None and not parameter.fits(value.value):
                at = review.loaded.place(ident, ("values", index, "value"))
                words = VALUES.get(parameter.unit, "a whole number that is not too large")
                yield at.error(
                    "value", f'"{value.value}" does not fit the unit {parameter.unit}', fix=f"write {words}."
                )


def help_without_number(review: Review) -> Iterator[Problem]:
    """A page sends somebody in danger to an organisation without a number that is sure, or without a word when to call.

    Why: a number that nobody answers costs the minute that counts.
    Example: `- help: [organisations/duo]`
    Use instead: an organisation with `call_when` and a phone under `contact` whose certainty is settled.
    """
    for ident, record in review.site.all():
        for path, value in walk(getattr(record, "body", ()), ("body",)):
            if path[-2:-1] == ("help",) and not can_help(review.site.find(value)):
                yield review.loaded.place(ident, path).error(
                    "help",
                    f'nobody in danger can call "{value}"',
                    fix="give it call_when, and a phone whose certainty is settled.",
                )


def can_help(record: BaseModel) -> bool:
    """Whether this is an organisation to call in danger."""
    sure = (contact.certainty == "settled" for contact in getattr(record, "contact", ()) if contact.kind == "phone")
    return bool(getattr(record, "call_when", None)) and any(sure)


DAYS = {"date"}
LENGTHS = {"years", "months", "weeks", "days", "age"}
WITH_CONDITIONS = ("checker/rules", "checker/outcomes", "checker/constraints")


def checker_mistakes(review: Review) -> Iterator[Problem]:
    """A rule compares with an answer that does not exist, gives a value without words, or never matters.

    Why: the rule would silently never hold.
    Example: `{fact: stay, is: asylm}`
    Use instead: `{fact: stay, is: asylum}`
    """
    site = review.site
    for ident, record in (found for kind in WITH_CONDITIONS for found in review.records(kind)):
        for path, value in walk(record):
            if isinstance(value, Test) and (value.fact or value.outcome):
                yield from comparison_mistakes(site, review.loaded.place(ident, path), value)
    for ident, rule in review.records("checker/rules"):
        outcome: Outcome = site["checker/outcomes"].get(rule.outcome)
        if outcome is None:
            yield unknown(site, review.loaded.place(ident, ("outcome",)), rule.outcome, ("checker/outcomes",))
        elif rule.value not in outcome.values:
            place = review.loaded.place(ident, ("value",))
            fix = f"{nearest(rule.value, outcome.values)}use one of: {', '.join(outcome.values)}."
            yield place.error("unknown-value", f'"{rule.value}" is not a value of "{rule.outcome}"', fix=fix)
    for ident, deadline in review.records("checker/deadlines"):
        moved = "add" if deadline.add else "subtract"
        yield from wrong_unit(site, review.loaded.place(ident, (moved,)), getattr(deadline, moved), LENGTHS)


def values_without_rule(review: Review) -> Iterator[Problem]:
    """An outcome has a value that no rule gives.

    Why: a reader could never get this answer, so a rule is missing or a word is.
    Example: `values:` with `maybe`, and no rule with `value: maybe`
    Use instead: write the rule, or delete the value.
    """
    for ident, outcome in review.records("checker/outcomes"):
        name = ident.rpartition("/")[2]
        given = {rule.value for rule in review.site["checker/rules"].values() if rule.outcome == name}
        is_known = given <= outcome.values.keys()  # an unknown value has its own message
        for value in sorted(outcome.values.keys() - given - {outcome.otherwise}) if is_known else ():
            place = review.loaded.place(ident, ("values", value))
            fix = "write a rule that gives it, name it under otherwise, or delete it."
            yield place.error("unreachable-value", f'no rule gives the value "{value}"', fix=fix)


def comparison_mistakes(site: Site, place: Place, test: Test) -> Iterator[Problem]:
    """Yield what is wrong with one comparison."""
    if test.outcome:
        known, subject = {*site["checker/outcomes"][test.outcome].values, "not_applicable"}, test.outcome
    else:
        question: Question = site["checker/questions"][test.fact]
        known, subject = answers_of(question), test.fact
        if question.type != "date" and not (test.is_ or test.in_):
            yield place.error("comparison", f'"{subject}" has no dates to compare', fix="use is or in.")
    yield from unit_mistakes(site, place, test)
    for value in test.in_ or ((test.is_,) if test.is_ else ()):
        if value not in known:
            fix = f"{nearest(value, known)}use one of: {', '.join(sorted(known))}."
            yield place.error("unknown-answer", f'"{value}" is not an answer to "{subject}"', fix=fix)


def unit_mistakes(site: Site, place: Place, test: Test) -> Iterator[Problem]:
    """Yield where a comparison needs a day and gets a parameter of another kind, or needs a length of time."""
    for names, units in ((("from_", "until", "before", "after"), DAYS), (("ago", "longer_ago"), LENGTHS)):
        for name in names:
            found = getattr(test, name)
            if isinstance(found, ParameterRef):
                yield from wrong_unit(site, place, found.parameter, units)


def wrong_unit(site: Site, place: Place, parameter: str, units: set[str]) -> Iterator[Problem]:
    """Yield that a parameter has none of these units."""
    if site["parameters"][parameter].unit not in units:
        needed = "a day" if units == DAYS else "a length of time"
        fix = f"name a parameter with one of these units: {', '.join(sorted(units))}."
        yield place.error("unit", f'"{parameter}" is not {needed}', fix=fix)


def answers_of(question: Question) -> set[str]:
    """Return the answers a rule may compare a fact with."""
    answers = set(question.answers) or ({"yes", "no"} if question.type == "yes_no" else set())
    return answers | ({"absent"} if question.may_be_absent else set())


def rule_cycles(review: Review) -> Iterator[Problem]:
    """Outcomes, rules or deadlines depend on each other in a circle.

    Why: neither could ever be answered.
    Example: two rules that each name the other under `unless`.
    Use instead: let one of them be the exception.
    """
    rules, outcomes = review.site["checker/rules"], review.site["checker/outcomes"]
    edges: dict[str, set[str]] = {
        f"rule {name}": {f"rule {other}" for other in rule.unless} for name, rule in rules.items()
    }
    for name, outcome in outcomes.items():
        tests = [outcome.scope] + [rule.when for rule in rules.values() if rule.outcome == name]
        used = {value.outcome for test in tests for _, value in walk(test) if isinstance(value, Test) and value.outcome}
        edges[f"outcome {name}"] = {f"outcome {other}" for other in used}
    deadlines = review.site["checker/deadlines"]
    edges |= {
        f"deadline {name}": {f"deadline {each.start}"} & {f"deadline {d}" for d in deadlines}
        for name, each in deadlines.items()
    }
    for node in sorted(edges):
        if node in reachable(node, edges):
            kind, name = node.split(" ", 1)
            place = review.loaded.place(f"checker/{kind}s/{name}")
            yield place.error(
                "cycle", f'"{name}" depends on itself', fix="follow unless and outcome from here and cut the circle."
            )


def reachable(start: str, edges: dict[str, set[str]]) -> set[str]:
    """Return every node one can reach from `start` in one step or more."""
    seen: set[str] = set()
    todo = list(edges.get(start, ()))
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += edges.get(node, ())
    return seen


def names_of_answers(review: Review) -> Iterator[Problem]:
    """An answer to a question, or a value of an outcome, has a name that means something else, or is none.

    Why: "unknown" is what the checker says when nobody answered, and a name with signs could break a page.
    Example: `answers: {unknown: I do not know}`
    Use instead: `i_do_not_know:`, and names such as `asylum` or `with_exam`
    """
    for kind, key in (("questions", "answers"), ("outcomes", "values")):
        for ident, record in review.records(f"checker/{kind}"):
            for name in getattr(record, key):
                if name in OF_THE_CHECKER or not NAME_OF_AN_ANSWER.fullmatch(name):
                    place = review.loaded.files[ident].keys[key, name]
                    what = f'"{legible(name)}" cannot be the name of one of the {key}'
                    fix = f"use small letters, digits and _, and none of: {', '.join(sorted(OF_THE_CHECKER))}."
                    yield place.error("name", what, fix=fix)


# What is not translated and yet read, by the kind of the record; a contact has its own.
SHOWN = {
    "organisations": ("name", "full_name"),
    "terms": ("dutch",),
    "documents": ("dutch",),
    "publications": ("title", "publisher"),
    "instruments": ("name", "short", "identifier"),
    "regimes": ("short",),
}


def odd_names(review: Review) -> Iterator[Problem]:
    """A name or title shows nothing, or holds an address, a number of an account or letters that only look right.

    Why: nobody translates it, so it stands in every language, and readers trust it. Only a host that the site
    leads to may be a name: Oefenen.nl.
    Example: `name: duo.nl`
    Use instead: `name: DUO`, with the address under `contact`
    """
    scripts = scripts_of(review.site.about.source_language)
    hosts = {url.partition("://")[2].partition("/")[0].removeprefix("www.") for _, _, url in external_links(review)}
    for ident, path, text in shown_names(review):
        for what in in_a_name(text, scripts, hosts - {""}):
            fix = "write it as the letters do, and addresses under contact or url."
            yield review.loaded.place(ident, path).error("name", what, fix=fix)
    for code, locale in review.locales.items():
        for what in in_a_name(locale.name, scripts | scripts_of(Catalog(code, locale).cldr) | scripts_of(code)):
            yield Place("translations/locales.yml").error("name", f"{code}: {what}", fix="write it in its own letters.")


def shown_names(review: Review) -> Iterator[tuple[str, KeyPath, str]]:
    """Yield (id of the file, path inside it, words) for what is read and not translated: names, titles, reasons."""
    yield "site", ("name",), review.site.about.name
    for kind, keys in SHOWN.items():
        for ident, record in review.records(kind):
            found = ((key, getattr(record, key)) for key in keys)
            yield from ((ident, (key,), text) for key, text in found if text is not None)
    for ident, organisation in review.records("organisations"):
        for index, contact in enumerate(organisation.contact):
            if contact.kind in ("post", "place"):
                yield ident, ("contact", index, "value"), contact.value
    for ident, record in review.site.all():
        for path, value in walk(record):
            if isinstance(value, Source):
                found = ((key, getattr(value, key)) for key in ("article", "paragraph", "letter", "because"))
                yield from ((ident, (*path, key), text) for key, text in found if text is not None)


def unused_questions(review: Review) -> Iterator[Problem]:
    """The checker lists a question that no rule uses, or leaves one out that a rule needs.

    Why: a reader would be asked for nothing, or a rule could never be decided.
    Example: a question that is not in `questions:` of checker.yml
    Use instead: list it, or delete its file.
    """
    listed = set(review.site.checker.questions)
    for ident, _ in review.records("checker/questions"):
        if ident.rpartition("/")[2] not in listed:
            yield review.loaded.place(ident).error(
                "unlisted-question",
                "this question is never asked",
                fix='list it under "questions" in content/checker/checker.yml.',
            )
    for ident, _ in review.records("checker/outcomes"):
        if ident.rpartition("/")[2] not in review.site.checker.outcomes:
            yield review.loaded.place(ident).error(
                "unlisted-outcome",
                "this outcome is never shown",
                fix='list it under "outcomes" in content/checker/checker.yml.',
            )


def translation_mistakes(review: Review, catalog: Catalog) -> Iterator[Problem]:
    """A translation lost or added a placeholder or link, or holds what must not stand in a text.

    Why: the fact would be missing or changed for readers of that language only.
    Example: msgid "within {exam_term}" with msgstr "in three years"
    Use instead: keep {exam_term}; it may move, not change.
    """
    scripts = scripts_of(catalog.cldr)
    terms = {f"term:{name}": term.dutch for name, term in review.site["terms"].items()}
    for ctx, text in review.sources.items():
        if msgstr := catalog.translation(ctx, text):
            names = names_in(text, lambda name: terms.get(name, ""))
            yield from mistakes_in(text, msgstr, scripts, names, Place(catalog.file, catalog.lines[ctx]))


def outdated_catalog(review: Review, catalog: Catalog) -> Iterator[Problem]:
    """A catalog is behind the content: texts were added, changed or removed since the last extract.

    Why: translators cannot see what is new, and readers get Dutch where the source changed.
    Example: editing a text without running `mionido extract`
    Use instead: run `mionido extract` and commit the catalogs with the content.
    """
    found = {ctx: msgid for ctx, (msgid, _) in catalog.texts.items()}
    behind = len({ctx for ctx, _ in review.sources.items() ^ found.items()})
    if behind:
        texts = f"{behind} text{'' if behind == 1 else 's'}"
        fix = "run  mionido extract  and translate what is new."
        yield Place(catalog.file).warning(OUTDATED, f"{texts} changed since the last extract", fix=fix)


def plurals_without_number(review: Review) -> Iterator[Problem]:
    """A form of a plural does not say the number it goes with.

    Why: the reader would see "weeks" and not how many.
    Example: `other: weken`
    Use instead: `other: "{count} weken"`
    """
    for ident, path, text in review.texts:
        if isinstance(text, Plural):
            yield from form_mistakes(text.forms, two_forms, review.loaded.place(ident, path))


def translated_plurals(review: Review, catalog: Catalog) -> Iterator[Problem]:
    """A form of a translated plural does not say the number it goes with.

    Why: as above. Only a form for one number alone may say it as a word, as Arabic does for one and two.
    Example: msgstr[3] "weeks"
    Use instead: msgstr[3] "{count} weeks"
    """
    for ctx, message in catalog.plurals.items():
        if catalog.translation(ctx, in_lines(message.id)):
            place = Place(catalog.file, catalog.lines[ctx])
            yield from form_mistakes(message.string, catalog.plural, place)


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


def locale_mistakes(review: Review) -> Iterator[Problem]:
    """A locale has no data in CLDR and names no other locale to format dates with, or there is not one source.

    Why: dates and amounts could not be written.
    Example: `rmy: {name: Romani}`
    Use instead: `rmy: {name: Romani, cldr: ro}`
    """
    from mionido.formats import is_known_to_cldr

    place = Place("translations/locales.yml")
    for code, locale in review.locales.items():
        if not is_known_to_cldr(Catalog(code, locale).cldr):
            yield place.error(
                "locale",
                f'CLDR does not know "{locale.cldr or code}"',
                fix=f"add to {code}:  cldr: the closest language it knows.",
            )
    sources = [code for code, locale in review.locales.items() if locale.status == "source"]
    if sources != [review.site.about.source_language]:
        yield place.error(
            "locale",
            "exactly one locale has status: source, the one in content/site.yml",
            fix=f"give {review.site.about.source_language} the status source.",
        )


Check = Callable[[Review], Iterator[Problem]]
CatalogCheck = Callable[[Review, Catalog], Iterator[Problem]]
# If one of the first finds an error, the others would stumble over it.
REFERENCES: tuple[Check, ...] = (names_of_answers, unknown_ids, unknown_placeholders, rule_cycles, locale_mistakes)
REST: tuple[Check, ...] = (
    forbidden_in_texts,
    odd_names,
    plurals_without_number,
    sources_without_article,
    old_reviews,
    ends_soon,
    malformed_addresses,
    hard_texts,
    hard_pages,
    uncounted_times,
    unsure_numbers,
    help_without_number,
    parameters_without_value,
    checker_mistakes,
    values_without_rule,
    unused_questions,
)
OF_CATALOG: tuple[CatalogCheck, ...] = (
    translation_mistakes,
    translated_plurals,
    hard_translations,
    outdated_catalog,
)
