// What is folded below an answer: why, who decides, what is missing; and the answers of the reader.

import { copyOf, inWords, wordsOf } from "../checker/words.js";

export function titleOf(outcome) {
  return copyOf(`[data-outcome="${outcome}"]`).querySelector("[data-title]");
}

/** Fill in why an outcome has its value, who decides, and what is missing. */
export function drawWhy(box, { outcome, value }, page, { answers }) {
  const part = (name) => box.querySelector(`[data-${name}]`);
  const facts = mionido.because(page.engine, outcome, answers);
  part("decided").append(...drawDeciders(outcome, value, page.engine, answers));
  part("reason").hidden = !facts.length;
  part("because").append(...facts.map((fact) => drawGiven(fact, page, answers)));
  part("basis").append(...drawBasis(outcome, page.engine, answers));
  const missing = mionido.missing(page.engine, outcome, answers);
  part("missing-box").hidden = !missing.length;
  part("missing-list").append(...missing.map((fact) => lineWith(copyOf(`[data-missing="${fact}"]`))));
}

/** Return the values an outcome has or may have. */
export function valuesOf(outcome, value, engine, answers) {
  return value === "unknown" ? [...mionido.possible(engine, outcome, answers)] : [value];
}

/** Return who decides, or may have to: whoever does in one of the results that are still possible. */
function drawDeciders(outcome, value, engine, answers) {
  const found = new Map();
  for (const each of valuesOf(outcome, value, engine, answers)) {
    const line = copyOf(`[data-says="${outcome}=${each}"]`).querySelector("[data-decides]");
    if (line) found.set(line.textContent, line);
  }
  return found.values();
}

function drawBasis(outcome, engine, answers) {
  const rules = mionido.basis(engine, outcome, answers);
  if (!rules.length) return [copyOf(`[data-basis="${outcome}"]`)];
  return rules.map((rule) => copyOf(`[data-rule="${rule}"]`));
}

function drawGiven(fact, page, answers) {
  const line = copyOf("[data-answer]");
  line.querySelector("[data-ask]").append(...asked(fact));
  line.querySelector("[data-said]").append(...said(fact, page, answers));
  line.querySelector("[data-action]").remove();
  return line;
}

/** Return a question with its answer, and a button to change it. */
export function drawAnswer(fact, page, { answers }) {
  const view = copyOf("[data-answer]");
  view.querySelector("[data-ask]").append(...asked(fact));
  view.querySelector("[data-said]").append(...said(fact, page, answers));
  const button = view.querySelector("[data-action]");
  const words = wordsOf(copyOf(`[data-question="${fact}"]`).querySelector("h2"));
  button.dataset.fact = fact;
  button.setAttribute("aria-label", `${page.words.t_change}: ${words}`);
  return view;
}

function asked(fact) {
  return copyOf(`[data-question="${fact}"]`).querySelector("h2").childNodes;
}

function said(fact, { dates, official }, answers) {
  const answer = answers[fact] ?? "unknown";
  const radio = copyOf(`[data-question="${fact}"]`).querySelector(`input[value="${answer}"]`);
  if (radio) return [...radio.parentElement.childNodes].filter((node) => node !== radio);
  const day = copyOf("[data-given-day]");
  day.querySelector("[data-day]").textContent = inWords(answer, dates);
  for (const slot of day.querySelectorAll("[data-official]")) slot.textContent = inWords(answer, official);
  return day.childNodes;
}

function lineWith(content) {
  const line = document.createElement("li");
  line.append(content);
  return line;
}
