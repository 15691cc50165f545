// Mends the links of a page that stands anywhere below a site whose address nobody told the build.

/** Return the folder of the site: the deepest one above this address that has its manifest. */
async function folder() {
  const names = location.pathname.split("/").slice(1, -1);
  const above = names.map((_, i) => `/${names.slice(0, i + 1).join("/")}/`);
  const has = await Promise.all(above.map((each) => isSite(each)));
  return above[has.lastIndexOf(true)] ?? "/";
}

/** Whether a site of ours begins here. */
async function isSite(path) {
  const found = await fetch(`${path}manifest.json`, { method: "HEAD" }).catch(() => null);
  return Boolean(found?.ok);
}

/** Let all that begins at the root of the host begin at the folder of the site. */
async function start() {
  const path = await folder();
  for (const name of path === "/" ? [] : ["href", "src"]) {
    for (const each of document.querySelectorAll(`[${name}^="/"]`)) {
      each.setAttribute(name, path + each.getAttribute(name).slice(1));
    }
  }
}

start();
