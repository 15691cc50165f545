"""Writes the page of all components, with the style and the scripts of the site."""

from pathlib import Path

from jinja2 import TemplateError

from mionido.problems import ProblemsError
from mionido.project import Project
from mionido.publish.fingerprints import of_content
from mionido.publish.folder import beside, swap
from mionido.publish.manifest import MANIFEST, Manifest, sha256
from mionido.publish.outputs import root_files
from mionido.publish.publish import inputs_of, template_problem
from mionido.publish.state import with_everything
from mionido.render.edition import Edition
from mionido.render.gallery import DIRECTIONS, gallery


def publish_components(project: Project, target: Path) -> list[str]:
    """Put the page into a folder, once in each direction. Returns the names of its files."""
    try:
        pages = {f"{each}.html": _page(project, each) for each in DIRECTIONS}
        files = dict(pages)
        for uri, output in root_files(project, "").items():
            if uri.startswith("assets/"):
                files[uri] = output.make()
    except TemplateError as error:
        raise ProblemsError([template_problem(error, project.root)]) from None
    inputs = inputs_of(project, "", with_everything(of_content(project)))
    manifest = Manifest(inputs, {uri: sha256(data) for uri, data in files.items()})
    with beside(target, project.root) as folder:
        for uri, data in {**files, MANIFEST: manifest.text().encode()}.items():
            path = folder / "new" / uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        swap(folder / "new", target)
    return list(pages)


def _page(project: Project, direction: str) -> bytes:
    return gallery(_edition(project, direction), project.overrides, direction).encode()


def _edition(project: Project, direction: str) -> Edition:
    """Return the site in a language of this direction, or as it was written where there is none."""
    codes = [code for code, each in project.locales.items() if each.direction == direction]
    if not codes or project.language in codes:
        return project.written
    catalog, _ = project.catalog(codes[0])
    return project.edition_of(catalog)
