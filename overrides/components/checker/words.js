// The words of the checker: <template>s in the page, and in files that come when they are needed.

import { trusted } from "../../base/trusted.js";

const come = {}; // the files that were asked for, each with a promise
// The words of the source, and what each of them stands in beside ours.
export const theirs = Object.assign(document.createElement("span"), { className: "mn-original" });

/** What such a file calls. */
globalThis.addWords = (lang, dir, html) => {
  const isOurs = lang === document.documentElement.lang;
  const place = isOurs ? document.body : Object.assign(theirs, { lang, dir });
  place.insertAdjacentHTML("beforeend", trusted.createHTML(html));
};

/** Get words from a file. A page that was opened as a file may not fetch another, but may run one. */
export function load(file) {
  const src = trusted.createScriptURL(file);
  come[file] ??= new Promise((onload, failed) => {
    const onerror = () => failed(delete come[file]);
    document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
  });
  return come[file];
}

/** Return whether the words of the result have come: those of the reader, or those of the source. */
export function hasResult(place = document) {
  return place.querySelector("template[data-result]") !== null;
}

/** Return a fresh copy of what stands in a <template>, with the pieces that it names. */
export function copyOf(selector) {
  const copy = document.querySelector(`template${selector}`).content.cloneNode(true);
  for (const place of copy.querySelectorAll("[data-of]")) {
    const names = place.dataset.of.split(" ");
    place.append(...names.map((name) => copyOf(`[data-piece=${name}]`)));
  }
  const source = theirs.querySelector(`template${selector}`);
  if (source) putBeside(copy, source.content.cloneNode(true));
  return copy;
}

/** Put the words of the source beside ours, where they differ: both were drawn alike. */
function putBeside(copy, source) {
  const originals = source.querySelectorAll("[data-beside]");
  for (const [place, ours] of copy.querySelectorAll("[data-beside]").entries()) {
    if (ours.textContent === originals[place].textContent) continue;
    const beside = theirs.cloneNode();
    beside.append(...originals[place].childNodes);
    ours.append(beside);
  }
}

/** Return a line of a list. */
export function lineWith(...content) {
  const line = document.createElement("li");
  line.append(...content);
  return line;
}

/** Return the words of an element on one line, without the source beside them; the element loses that. */
export function wordsOf(element) {
  for (const original of element.querySelectorAll(".mn-original")) original.remove();
  return element.textContent.trim().replace(/\s+/g, " ");
}

/** Write days where they belong, beside ours as letters write them. `page`: dates, official. */
export function fillIn(view, days, { dates, official }) {
  for (const slot of view.querySelectorAll("[data-day]")) {
    const form = slot.closest(".mn-original, .mn-day__official") ? official : dates;
    slot.replaceChildren(...marked(inWords(days, form), form.foreign));
  }
}

/** Return words with those in Latin letters marked as another language, if `lang` says which. */
function marked(words, lang) {
  const make = (textContent) => Object.assign(document.createElement("bdi"), { lang, textContent });
  return lang ? words.split(/(\w+)/).map((part) => (/[a-z]/i.test(part) ? make(part) : part)) : [words];
}

/** Return "15 June 2026", or two such days with a dash; of part of a day only what is known. */
export function inWords(days, dates) {
  const words = days.split("/").map((day) => {
    const [year, month, number] = day.split("-").map(Number);
    if (!month) return String(year);
    const [form, months] = number ? [dates.day, dates.months] : [dates.month, dates.alone ?? dates.months];
    return form.replace("{day}", number).replace("{month}", months[month - 1]).replace("{year}", year);
  });
  return words.join(" – ");
}
