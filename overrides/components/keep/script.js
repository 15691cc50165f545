// Keeps this language on the telephone, when its reader asks for it, and takes it away again.
import { trusted } from "../../base/trusted.js";
import { forget, languages, newest, take, whole } from "./store.js";

const base = new URL("../", location).href;
const lang = document.documentElement.lang;
const canKeep = "serviceWorker" in navigator && "caches" in window;

/** Show one state of the page, and what else there is to say. */
function show(root, ...states) {
  for (const each of root.querySelectorAll("[data-state]")) each.hidden = !states.includes(each.dataset.state);
}

/** Show how much a telephone gets. */
async function showSize(root) {
  const { packed } = await newest(base, lang);
  const style = { style: "unit", unit: "kilobyte" };
  root.querySelector("[data-size]").textContent = new Intl.NumberFormat(`${lang}-u-nu-latn`, style).format(packed);
}

/** Keep the language; whatever goes wrong, nothing half is left. */
async function keep(root) {
  show(root, "busy");
  const bar = root.querySelector("progress");
  bar.value = 0;
  try {
    await take(base, lang, (part) => (bar.value = part));
    await navigator.serviceWorker.register(trusted.createScriptURL(`${base}sw.js`));
    show(root, "done");
  } catch (error) {
    await forget(base, lang);
    show(root, "start", error.name === "QuotaExceededError" ? "full" : "broken");
  }
}

/** Take the language away, and with the last one all that answers for it. */
async function remove(root) {
  await forget(base, lang);
  if (!(await languages(base)).length) await (await navigator.serviceWorker.getRegistration(base))?.unregister();
  show(root, "start", "removed");
}

async function start(root) {
  if (!canKeep) return;
  root.addEventListener("click", ({ target }) => {
    const action = target.closest("button")?.dataset.action;
    if (action === "keep") keep(root);
    if (action === "remove") remove(root);
  });
  show(root, (await whole(base, lang)).length ? "done" : "start");
  showSize(root).catch(() => {}); // without a network the button says no size
}

document.querySelectorAll("[data-module=keep]").forEach(start);
