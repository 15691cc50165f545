// Shows the pages that fit what somebody types. Nothing of it is sent or kept.
import { known, search } from "./pages.js";

const MOST = 12; // pages on the list

/** Show the field, and from then on what fits. */
function start(root, site) {
  const [frame, entry] = root.querySelectorAll("template");
  root.append(frame.content);
  const part = (name) => root.querySelector(name);
  const words = known(site);
  const input = part("input");

  const show = () => {
    const found = search(words, input.value).slice(0, MOST);
    part("[data-pages]").replaceChildren(...found.map((at) => drawn(entry, site, site.pages[at])));
    part("[data-count]").textContent = found.length;
    part("[data-found]").hidden = !found.length;
    part("[data-nothing]").hidden = found.length > 0 || !input.value.trim();
  };
  input.addEventListener("input", show);
  addEventListener("pageshow", show); // Back brings what was typed, and nothing says so
}

/** Return a page as a line of the list. */
function drawn(entry, { kinds }, [uri, official, title, kind, line, , lang]) {
  const item = entry.content.cloneNode(true);
  item.querySelector("a").setAttribute("href", uri);
  const texts = { official, title, kind: kinds[kind], line };
  for (const [name, text] of Object.entries(texts)) {
    const at = item.querySelector(`[data-${name}]`);
    at.textContent = text;
    if (!text) at.remove();
    else if (lang && (name === "title" || name === "line")) at.lang = lang;
  }
  return item;
}

/** Begin, once what pages are found by is there. */
globalThis.showPages = (site) => document.querySelectorAll("[data-module=search]").forEach((root) => start(root, site));
