"""What a telephone that puts the site among its programs needs to know, as the W3C's web app manifest."""

import json

from mionido.render.edition import Edition
from mionido.render.reading import Reading


def app(edition: Edition) -> tuple[bytes, set[str]]:
    """Return it for one language, and what of the site it shows."""
    site, locale = Reading(edition.site), edition.catalog
    says = {
        "name": f"{site.about.name} ({locale.locale.name})",
        "short_name": site.about.name,
        "lang": locale.code,
        "dir": locale.locale.direction,
        "start_url": "index.html",
        "scope": "../",
        "display": "minimal-ui",  # with a way back, which pages have not
        "icons": [
            {
                "src": f"../{edition.env.assets.address('icon.svg')}",
                "sizes": "any",
                "type": "image/svg+xml",
            }
        ],
    }
    return json.dumps(says, ensure_ascii=False, indent=1).encode() + b"\n", site.read
