"""Runs attacks/translations.yml: what a con man would write into a translation, and what his reviewer reads."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, SMALL_DAY, copy_small_site
from mionido.check.draft import Draft
from mionido.check.lint import lint_catalog
from mionido.problems import Place
from mionido.project import read
from mionido.translate.catalogs import Catalog
from mionido.translate.locales import Locale

HERE = Path(__file__).parent
ATTACKS = yaml.safe_load((HERE / "attacks" / "translations.yml").read_text(encoding="utf-8"))
KINDS = {kind: attacks for kind, attacks in ATTACKS.items() if kind != "right"}
ALL = [(kind, attack) for kind, attacks in KINDS.items() for attack in attacks]
ASK = "Vraag een tolk."
CONTEXT = "duties/x:summary"


@cache
def small() -> Draft:
    """Return the small site with the words of the real one, and its source in Dutch."""
    with tempfile.TemporaryDirectory() as folder:
        site = copy_small_site(Path(folder) / "site")
        for path in (ROOT / "content" / "wording").glob("*.yml"):
            shutil.copy(path, site / "content" / "wording" / path.name)
        page = site / "content" / "publications" / "example-page.yml"
        page.write_text(
            page.read_text(encoding="utf-8").replace("amt.example", "amt.nl"), encoding="utf-8"
        )
        shutil.copy(ROOT / "content/wording/nl.yml", site / "content/wording/de.yml")
        return read(site, SMALL_DAY).draft


def said(text: str, source: str = ASK, language: str = "ar", at: str = CONTEXT) -> list[str]:
    """Return what the checks say of a translation: each check and its words."""
    draft = Draft(small().loaded, small().locales, small().today)
    draft.__dict__["sources"] = {at: source}
    draft.__dict__["lexicons"] = small().lexicons
    catalog = Catalog(language, Locale(name=language), {at: (source, text)})
    catalog.places = {at: Place(f"{language}/duties.po")}
    problems = [each for each in lint_catalog(draft, catalog) if each.check != "outdated-catalog"]
    return sorted({f"{each.check}: {each.what}" for each in problems})


@pytest.mark.parametrize("kind", KINDS)
def test_a_reviewer_reads_what_an_attack_does(kind):
    """Each attack gives exactly these words."""
    found = [
        {**attack, "says": said(**{k: v for k, v in attack.items() if k != "says"})}
        for attack in KINDS[kind]
    ]

    assert found == KINDS[kind]
    assert all(attack["says"] for attack in found), "each is refused, or a reviewer is warned"


def test_each_kind_has_enough_attacks():
    """Of every kind there are several, and in all more than a con man has patience for."""
    assert min(map(len, KINDS.values())) >= 5
    assert len(ALL) >= 180
