"""Looks at each text beside its translation once, and at all texts of a language once, until one of them changes.

The checks of pairs see no more than they need: a site with the names, units and words that they compare
with, and none of its texts, days, sources and values. So what they say of a pair holds for as long as the
pair and that little are the same, whatever else is edited. The checks of all texts see the site without what
is edited most: the values of the law, and the days on which somebody looked.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from mionido.check.draft import Draft
from mionido.model.kinds import KINDS, folder_of
from mionido.model.law import Instrument, Regime
from mionido.model.parameters import Parameter
from mionido.model.site import Site
from mionido.model.text import Record, Text
from mionido.model.topics import Organisation, Term
from mionido.model.wording import Wording
from mionido.problems import Problem, from_data, to_data
from mionido.read.content import Loaded
from mionido.read.memory import Memory, fingerprint
from mionido.translate.catalogs import Catalog

Look = Callable[[Draft, Catalog], list[Problem]]
# All that the checks of pairs may look up; and of these not what is edited every day.
SEEN = (Instrument, Organisation, Parameter, Regime, Term, Wording)
UNSEEN: dict[str, Any] = {"checked": date.min, "sources": (), "values": ()}
BARE = Text("")
UNSEEN_BY_ALL = {name: UNSEEN[name] for name in ("checked", "values")}


def check_pairs(draft: Draft, catalog: Catalog, look: Look, memory: Memory) -> list[Problem]:
    """Look at those pairs of a text and its translation that were not found to be well before."""
    part, seen = f"pairs-{catalog.code}", draft_for_pairs(draft)
    key = fingerprint(_circumstances(seen, catalog))
    well = {*(memory.known(part, key) or ())}
    marks = {ctx: _mark(ctx, text, catalog) for ctx, text, _ in draft.translated(catalog)}
    left = {ctx: draft.sources[ctx] for ctx, mark in marks.items() if mark not in well}
    vars(seen)["sources"] = left
    texts = {ctx: catalog.texts[ctx] for ctx in left}
    problems = look(seen, replace(catalog, texts=texts, left_out=set()))
    wrong = contexts(catalog, problems)
    memory.keep(part, key, sorted(mark for ctx, mark in marks.items() if ctx not in wrong))
    memory.save(part)
    return problems


def check_texts(draft: Draft, catalog: Catalog, look: Look, memory: Memory) -> list[Problem]:
    """Look at all texts of a language together, unless they and what can be seen of the site are as they were."""
    part, seen = f"texts-{catalog.code}", draft_for_texts(draft)
    key = fingerprint(*_all_seen(draft), *_all_of(seen, catalog), *sorted(catalog.left_out))
    found = memory.recall(part, key, lambda: to_data(look(seen, catalog)))
    memory.save(part)
    return from_data(found)


def contexts(catalog: Catalog, problems: Iterable[Problem]) -> set[str]:
    """Return the texts that some problems are about."""
    return {ctx for each in problems if (ctx := catalog.context_at(each.place))}


def draft_for_pairs(draft: Draft) -> Draft:
    """Return what the checks of pairs see of a site."""
    records: dict[str, dict[str, Record]] = {folder: {} for folder in KINDS}
    for kind in SEEN:
        records[folder_of(kind)] = {name: bare(record) for name, record in draft.site[kind].items()}
    nothing: dict[str, Any] = {"interface": {}, "mentioned_by": {}, "words_of": {}}
    site: Site = draft.site.model_copy(update={"records": records, **nothing})
    return Draft(Loaded(made=site), draft.locales, date.min)


def draft_for_texts(draft: Draft) -> Draft:
    """Return what the checks of all texts of a language see of a site."""
    parameters: dict[str, Record] = {
        name: each.model_copy(update=UNSEEN_BY_ALL) for name, each in draft.site[Parameter].items()
    }
    records = {**draft.site.records, folder_of(Parameter): parameters}
    site: Site = draft.site.model_copy(update={"records": records})
    seen = replace(draft, loaded=Loaded(made=site), today=date.min, icons=())
    vars(seen).update(texts=draft.texts, sources=draft.sources, mentioned=draft.mentioned)
    return seen


def _all_seen(draft: Draft) -> Iterator[str]:
    """Yield all that these can see of the site: what its files say but for that, and every text."""
    parameters = folder_of(Parameter)
    for ident, file in draft.loaded.files.items():
        data = file.data
        if ident.startswith(f"{parameters}/"):
            data = {key: value for key, value in data.items() if key not in UNSEEN_BY_ALL}
        yield f"{file.file} {data}"
    yield repr(draft.sources)


def _all_of(seen: Draft, catalog: Catalog) -> Iterator[str]:
    """Yield all that they can see of the languages: settings, and each file of this one."""
    yield from (repr(seen.locales), repr(seen.layout), repr(catalog.glossary))
    if catalog.code in seen.glossaries:
        written = seen.glossaries[catalog.code][1]
        yield f"{written.text} {written.kept}"
    yield from (f"{file.path} {file.text}" for file in catalog.files.values())


def bare(record: Record) -> Record:
    """Return a record without its texts, and without what is edited every day."""
    texts = {name: BARE for name, value in record if isinstance(value, Text)}
    return record.model_copy(
        update={**texts, **{name: UNSEEN[name] for name in UNSEEN if hasattr(record, name)}}
    )


def _circumstances(seen: Draft, catalog: Catalog) -> str:
    """Return all that the checks of pairs can see besides the pairs."""
    site = seen.site
    records = [repr(site[kind]) for kind in SEEN]
    singles = [repr(site.about), repr(site.jurisdiction)]
    rule = catalog.header.plural_forms if catalog.header else ""
    own = [catalog.code, rule, repr(catalog.glossary)]
    return "\n".join([*records, *singles, repr(seen.locales), *own])


def _mark(ctx: str, text: str, catalog: Catalog) -> str:
    """Return a few letters that differ when anything of a pair does: its words, its forms, who has read it."""
    written = catalog.written[ctx]
    return fingerprint(ctx, text, repr(written.string), *written.user_comments)[:16]
