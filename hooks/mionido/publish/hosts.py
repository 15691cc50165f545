"""What a host sends with each file: one list, written as each kind of host reads it."""

from urllib.parse import urlsplit

from jinja2 import Environment

# What a page cannot say itself.
HEADERS = {
    "Content-Security-Policy": (
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types mionido"
    ),
    "Strict-Transport-Security": "max-age=31536000",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# The name of a file in assets/ changes with it. Of all else a browser asks each time whether it is still the same.
OF_ASSETS = "public, max-age=31536000, immutable"
OF_OTHERS = "no-cache"
# The files by their address in a site, each with its template. Nobody but nginx needs a copy elsewhere.
HOSTS = {
    "_headers": "hosts/_headers",
    ".htaccess": "hosts/htaccess",
    "nginx.conf": "hosts/nginx.conf",
}


def settings(env: Environment, uri: str, site_url: str) -> bytes:
    """Return what one kind of host reads."""
    text = env.get_template(HOSTS[uri]).render(
        headers=HEADERS,
        of_assets=OF_ASSETS,
        of_others=OF_OTHERS,
        to_site=f"{urlsplit(site_url).path.rstrip('/')}/",
    )
    return f"{text}\n".encode()
