// Answers for pages that somebody keeps on the telephone. It is there only since they asked for it, and goes with the last language.
// A page and all its parts come from one version; a new one takes its place when no window shows the old.
import { forget, languages, newest, remember, take, whole } from "./store.js";

const base = new URL("./", location).href;
const PATIENCE = 1000; // milliseconds that a page waits to hear of a newer version
const OFTEN = 60_000;
const looked = new Map(), taking = new Map();

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(base)) return;
  event.respondWith(request.mode === "navigate" ? page(event) : part(event));
});

/** Return an address as files are called here, and the language it belongs to. */
function place(url) {
  const address = url.split(/[?#]/)[0];
  const uri = address.slice(base.length);
  return { address: address.endsWith("/") ? `${address}index.html` : address, lang: uri.includes("/") ? uri.split("/")[0] : "" };
}

/** Return a page as it is kept, saying so if a newer one is known; else from the network, and if that is away, what there is. */
async function page(event) {
  const { address, lang } = place(event.request.url);
  const kept = lang && (await current(lang, event.clientId));
  if (!kept) return fetch(event.request).catch(anyHome);
  const found = await kept.cache.match(address);
  if (!found) return fetch(event.request).catch(() => Response.redirect(`${base}${lang}/keep.html#missing`));
  const isSeen = look(lang, kept).catch(() => {});
  event.waitUntil(isSeen.then(() => kept.newest !== kept.version && renew(lang)));
  await Promise.race([isSeen, new Promise((done) => setTimeout(done, PATIENCE))]);
  if (kept.newest === kept.version) return found;
  const html = (await found.text()).replace("<main", () => `${kept.note}<main`);
  return new Response(html, { headers: found.headers });
}

/** Return a part of a page: of one that is kept, from the same version. */
async function part({ request, clientId }) {
  const from = place((await self.clients.get(clientId))?.url ?? "");
  const [kept] = from.lang ? await whole(base, from.lang) : [];
  const isKept = kept && (await kept.cache.match(from.address));
  return (isKept && (await kept.cache.match(place(request.url).address))) || fetch(request);
}

/** Return the version of a language to show: the newest, unless another window shows an older one. */
async function current(lang, leaving) {
  const versions = await whole(base, lang);
  if (versions.length < 2) return versions[0];
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.some(({ id, url }) => id !== leaving && place(url).lang === lang)) return versions[0];
  const last = versions.pop();
  await forget(base, lang, [last.name]);
  return last;
}

/** Look, now and then, which version is the newest. */
async function look(lang, kept) {
  if (performance.now() - (looked.get(lang) ?? -OFTEN) < OFTEN) return;
  looked.set(lang, performance.now()); // also where that fails: without a network no page waits for it again soon
  const { version } = await newest(base, lang);
  if (version !== kept.newest) await remember(base, kept, version);
}

/** Bring the newest version here, once at a time; where that fails, the next page tries again. */
function renew(lang) {
  if (!taking.has(lang)) {
    const taken = take(base, lang).catch(() => {}).finally(() => taking.delete(lang));
    taking.set(lang, taken);
  }
  return taking.get(lang);
}

/** Lead a reader without a network to a language that is kept. */
async function anyHome() {
  for (const lang of await languages(base)) {
    if ((await whole(base, lang)).length) return Response.redirect(`${base}${lang}/index.html`);
  }
  return Response.error();
}
