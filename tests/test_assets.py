"""What pages load is never older than they are, and is kept for good; each kind of host is told the same."""

import re
from pathlib import Path

import pytest

from conftest import SMALL_DAY, copy_small_site
from mionido.project import Project, read_project
from mionido.publish.folder import FolderError, mark, refuse_what_is_not_ours
from mionido.publish.hosts import HEADERS, HOSTS, OF_ASSETS, OF_OTHERS
from mionido.publish.outputs import draw, root_makers

LOADED = re.compile(
    r'(?:src|href|data-listen)="(?:\.\./)*((?:assets/)?[\w.-]+\.(?:js|css|svg)[?=\w]*)"'
)
RESULT = re.compile(r'"result":"([^"]+)"')
PAGES = ("index.html", "checker.html", "search.html", "keep.html")


def loaded(project: Project, code: str) -> dict[str, set[str]]:
    """Return what each of some pages loads."""
    edition = project.edition_of(project.catalog(code)[0])
    pages = {uri: draw(edition, uri, project)[0].decode() for uri in PAGES}
    return {uri: {*LOADED.findall(html), *RESULT.findall(html)} for uri, html in pages.items()}


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which holds it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_page_never_names_what_an_old_one_loaded(tmp_path: Path):
    """After a change of a script, or of words that a script brings; what did not change keeps its name."""
    root = copy_small_site(tmp_path / "site", own_overrides=True)
    before = loaded(read_project(root, SMALL_DAY), "de")
    change(root / "overrides/components/listen/reader.js", "const ", "const another = 1;\nconst ")
    change(root / "overrides/base/paper.css", "margin: 8mm", "margin: 9mm")
    change(root / "content/checker/must-pass/outcome.yml", "title: ", "title: Neu. ")
    change(root / "content/duties/pass-exam.yml", "title: ", "title: Neu. ")
    project = read_project(root, SMALL_DAY)
    after = loaded(project, "de")

    kept = {
        uri: {name.partition(".")[0].rpartition("/")[2] for name in before[uri] & after[uri]}
        for uri in PAGES
    }
    assert kept == {
        "index.html": {"page"},
        "checker.html": {"checker"},
        "search.html": {"search"},
        "keep.html": {"keep"},
    }
    names = {name for each in after.values() for name in each if name.startswith("assets/")}
    assert names <= root_makers(project, "").keys()


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_script_of_a_build_that_was_stopped_is_ours_under_its_old_name(tmp_path: Path, is_marked):
    """Where MkDocs began, a later build may change a script; elsewhere such a name says nothing."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "assets" / "page.00000000.js").touch()
    if is_marked:
        mark(site)
        refuse_what_is_not_ours(site, tmp_path, {"assets/page.11111111.js"})
    else:
        with pytest.raises(FolderError, match=r"page\.00000000\.js"):
            refuse_what_is_not_ours(site, tmp_path, {"assets/page.11111111.js"})


def test_each_kind_of_host_is_told_the_same(built_below_a_path: Path):
    """Of one list: every header, what is kept for good and what is asked for again each time; below a path, too."""
    texts = {uri: (built_below_a_path / uri).read_text(encoding="utf-8") for uri in HOSTS}
    line = {
        "_headers": "  {0}: {1}\n",
        ".htaccess": '  Header always set {0} "{1}"\n',
        "nginx.conf": '  add_header {0} "{1}" always;\n',
    }
    for uri, text in texts.items():
        for header in HEADERS.items():
            assert line[uri].format(*header) in text
        assert text.count(OF_ASSETS) == 1
        assert not re.search(r"&|\{\{|^$", text.rstrip("\n"), re.MULTILINE)
    # Netlify and Cloudflare would join two lines to one, of which the shorter wins.
    assert texts["_headers"].count("Cache-Control") == 1
    for uri in (".htaccess", "nginx.conf"):
        assert f'"{OF_OTHERS}"' in texts[uri]
        assert "404 /mio-nido/404.html" in texts[uri]
