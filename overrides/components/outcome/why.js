// What is folded below an answer: why, who decides, what is missing; and the answers of the reader.

import { basis, because, missing, possible } from "mionido";
import { copyOf, fillIn, lineWith, wordsOf } from "../checker/words.js";
import { questionsOf } from "../question/script.js";

export function titleOf(outcome) {
  return copyOf(`[data-outcome="${outcome}"]`).querySelector("[data-title]");
}

/** Fill in why an outcome has its value, who decides, and what is missing. */
export function drawWhy(box, { outcome, value }, page, { answers, given }) {
  const part = (name) => box.querySelector(`[data-${name}]`);
  const reasons = questionsOf(because(page.engine, outcome, answers));
  part("decided").append(...drawDeciders(outcome, value, page.engine, answers));
  part("reason").hidden = !reasons.length;
  part("because").append(...reasons.map((question) => drawGiven(question, page, given)));
  part("basis").append(...drawBasis(outcome, page.engine, answers));
  const open = questionsOf(missing(page.engine, outcome, answers));
  part("missing-box").hidden = !open.length;
  part("missing-list").append(...open.map((question) => lineWith(copyOf(`[data-missing="${question}"]`))));
}

/** Return the values an outcome has or may have. */
export function valuesOf(outcome, value, engine, answers) {
  return value === "unknown" ? [...possible(engine, outcome, answers)] : [value];
}

/** Return what goes with a value of an outcome: `next`, the pages to go to, and `who` decides. */
export function says(outcome, value) {
  return document.querySelector(`template[data-says="${outcome}=${value}"]`).dataset;
}

/** Return who decides, or may have to: whoever does in one of the results that are still possible. */
function drawDeciders(outcome, value, engine, answers) {
  const names = valuesOf(outcome, value, engine, answers).map((each) => says(outcome, each).who);
  return [...new Set(names)].filter(Boolean).map((who) => copyOf(`[data-decider="${who}"]`));
}

function drawBasis(outcome, engine, answers) {
  const rules = basis(engine, outcome, answers);
  if (!rules.length) return [copyOf(`[data-basis="${outcome}"]`)];
  return rules.map((rule) => copyOf(`[data-rule="${rule}"]`));
}

/** Return a question with its answer, and a button to change it. */
export function drawAnswer(question, page, given) {
  const line = copyOf("[data-answer]").firstElementChild;
  const { words } = page;
  const asked = copyOf(`[data-question="${question}"]`).querySelector("h2");
  const button = line.querySelector("[data-action]");
  line.querySelector("[data-ask]").append(...asked.cloneNode(true).childNodes);
  line.querySelector("[data-said]").append(...said(question, given.get(question), page));
  button.dataset.fact = question;
  button.setAttribute("aria-label", `${words.t_change}: ${wordsOf(asked)}`);
  return line;
}

function drawGiven(question, page, given) {
  const line = drawAnswer(question, page, given);
  line.querySelector("[data-action]").remove();
  return line;
}

/** Return an answer in words, with the source's words beside them. */
function said(question, answer, page) {
  const view = copyOf(`[data-question="${question}"]`);
  const inputs = answer.split(" ").map((value) => view.querySelector(`input[value="${value}"]`));
  if (inputs[0]) return inputs.flatMap((input) => [...input.parentElement.childNodes].filter((node) => node !== input));
  const unit = view.querySelector("[name=number]") && (view.querySelector("[data-unit]") ?? "");
  if (unit !== null) return [`${answer} `, unit];
  const day = copyOf("[data-given-day]");
  fillIn(day, answer, page);
  return day.childNodes;
}
