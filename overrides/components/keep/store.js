// What a telephone keeps of the site: whole languages, each from one version, and only since its reader asked for it.

const STATE = "kept"; // is written last: a version without it is not whole
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };

/** Return the beginning of the names of all versions of a language; other sites of the same host have names of their own. */
const nameOf = (base, lang) => `mionido ${base}${lang}/ `;

/** Return the whole versions of a language that are here, the oldest first. */
export async function whole(base, lang) {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(nameOf(base, lang))) continue;
    const cache = await caches.open(name);
    const state = await cache.match(base + STATE);
    if (state) found.push({ name, cache, ...(await state.json()) });
  }
  return found;
}

/** Return the languages of which anything is here. */
export async function languages(base) {
  const names = (await caches.keys()).filter((name) => name.startsWith(`mionido ${base}`));
  return [...new Set(names.map((name) => name.slice(`mionido ${base}`.length).split("/")[0]))];
}

/** Return what the site says about its newest version of a language. */
export async function newest(base, lang) {
  const answer = await fetch(`${base}${lang}/offline-version.json`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** Note on a version that is kept what the newest one is. */
export async function remember(base, kept, version) {
  const { note, version: own } = kept;
  kept.newest = version;
  await kept.cache.put(base + STATE, new Response(JSON.stringify({ version: own, newest: version, note })));
}

/** Bring the newest version of a language here; nothing is here, or what was, when that fails. `tell` hears how far it is. */
export async function take(base, lang, tell = () => {}) {
  const about = await newest(base, lang);
  const here = await whole(base, lang);
  if (here.some(({ version }) => version === about.version)) return;
  await forget(base, lang, here.map(({ name }) => name)); // what was broken off, and never became whole
  const name = nameOf(base, lang) + about.version;
  try {
    const { pieces, files } = JSON.parse(await download(`${base}${lang}/offline.json`, about, tell));
    const cache = await caches.open(name);
    for (const [uri, steps] of Object.entries(files)) {
      let at = 0;
      await cache.put(base + uri, answerWith(uri, steps.map((step) => pieces[(at += step)]).join("")));
    }
    const page = await (await cache.match(`${base}${lang}/keep.html`)).text();
    const note = page.match(/<template data-old>([^]*?)<\/template>/)[1];
    await remember(base, { cache, version: about.version, note }, about.version);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** Forget a language, or all its versions but some. */
export async function forget(base, lang, except = []) {
  const names = (await caches.keys()).filter((name) => name.startsWith(nameOf(base, lang)));
  await Promise.all(names.filter((name) => !except.includes(name)).map((name) => caches.delete(name)));
}

function answerWith(uri, text) {
  const headers = { "Content-Type": `${TYPES[uri.split(".").pop()]}; charset=utf-8` };
  // A page that comes back from the browser's memory might meet the parts of a later version.
  if (uri.endsWith(".html")) headers["Cache-Control"] = "no-store";
  return new Response(text, { headers });
}

/** Return what stands at an address, if it is whole and the version that was promised. */
async function download(address, { version, length }, tell) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const reader = answer.body.getReader();
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (at + part.value.length > length) throw new Error("another version");
    bytes.set(part.value, at);
    at += part.value.length;
    tell(at / length);
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digits = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!digits.startsWith(version)) throw new Error("another version");
  return new TextDecoder().decode(bytes);
}
