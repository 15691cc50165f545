// Draws results, days and answers. What the rules say, it asks the engine; all words come from the <template>s of the page.

import { copyOf, inWords } from "../checker/words.js";
import { asked, questionsOf, told } from "../question/script.js";

/** Return the result. `page`: engine, words, dates, official (how letters write a day). `state`: goals, answers, path. */
export function drawResult(page, state) {
  const view = copyOf("[data-result]");
  view.querySelector("[data-today]").textContent = inWords(page.engine.on, page.dates);
  view.querySelector("[data-results]").append(...drawOutcomes(page, state));
  const days = wantedDates(page.engine, state);
  const isLast = ([name]) => page.engine.checker.deadlines[name].lost;
  drawDates(view.querySelector("[data-last-days]"), days.filter(isLast), page, state);
  drawDates(view.querySelector("[data-dates]"), days.filter((each) => !isLast(each)), page, state);
  view.querySelector("[data-with-dates]").hidden = !days.length;
  view.querySelector("[data-answers]").append(...state.path.map((question) => drawAnswer(question, page, state)));
  return view;
}

function drawOutcomes(page, state) {
  const values = state.goals.map((outcome) => [outcome, mionido.decide(page.engine, outcome, state.answers)]);
  const isApart = ([, value]) => value === "not_applicable";
  const sorted = [...values.filter((each) => !isApart(each)), ...values.filter(isApart)];
  return sorted.map(([outcome, value]) => drawOutcome(outcome, value, page, state));
}

function drawOutcome(outcome, value, page, state) {
  const { answers } = state;
  const view = copyOf(`[data-outcome="${outcome}"]`);
  view.querySelector("section").dataset.result = value;
  view.querySelector("[data-says]").append(copyOf(`[data-says="${outcome}=${value}"]`));
  if (value === "unknown") view.querySelector("[data-says]").append(...drawDeciders(outcome, page, answers));
  drawReason(view, outcome, page, state);
  drawBasis(view.querySelector("[data-basis]"), outcome, page, answers);
  drawMissing(view, outcome, page, answers);
  return view;
}

/** Return who may have to decide: whoever does in one of the results that are still possible. */
function drawDeciders(outcome, { engine }, answers) {
  const found = new Map();
  for (const value of mionido.possible(engine, outcome, answers)) {
    const line = copyOf(`[data-says="${outcome}=${value}"]`).querySelector("[data-decides]");
    if (line) found.set(line.textContent, line);
  }
  return found.values();
}

function drawReason(view, outcome, { engine, dates }, { answers, given }) {
  const reason = questionsOf(mionido.because(engine, outcome, answers));
  view.querySelector("[data-reason]").hidden = !reason.length;
  for (const question of reason) {
    const line = document.createElement("li");
    line.textContent = `${asked(question)} ${told(question, given.get(question), dates)}`;
    view.querySelector("[data-because]").append(line);
  }
}

function drawBasis(place, outcome, { engine }, answers) {
  const rules = mionido.basis(engine, outcome, answers);
  for (const rule of rules) place.append(copyOf(`[data-rule="${rule}"]`));
  if (!rules.length) place.append(copyOf(`[data-basis="${outcome}"]`));
}

function drawMissing(view, outcome, { engine }, answers) {
  const questions = questionsOf(mionido.missing(engine, outcome, answers));
  view.querySelector("[data-missing-box]").hidden = !questions.length;
  for (const question of questions) {
    const line = document.createElement("li");
    line.append(copyOf(`[data-missing="${question}"]`));
    view.querySelector("[data-missing-list]").append(line);
  }
}

function drawDates(box, found, page, { answers }) {
  const { engine, dates, official } = page;
  box.hidden = !found.length;
  for (const [name, days] of found) {
    const view = copyOf(`[data-deadline="${name}"]`);
    for (const slot of view.querySelectorAll("[data-day]")) slot.textContent = inWords(days, dates);
    // The form of letters stands beside it, because the reader compares the two.
    view.querySelector("[data-official]").textContent = inWords(days, official);
    view.querySelector("[data-maybe]").hidden = mionido.isCertain(engine, engine.checker.deadlines[name], answers);
    view.querySelector("[data-between]").hidden = !days.includes("/");
    view.querySelector("[data-over]").hidden = days.split("/").at(-1) >= engine.on;
    box.querySelector("ol").append(view);
  }
}

/** Return [name, days] of the days after which a right is lost, and of those that belong to what was asked, in order. */
export function wantedDates(engine, { answers, goals }) {
  const { deadlines } = engine.checker;
  const isAsked = (name) =>
    deadlines[name].lost || Object.keys(deadlines[name].when).some((goal) => goals.includes(goal));
  const found = Object.entries(mionido.dates(engine, answers)).filter(([name]) => isAsked(name));
  return found.sort(([, a], [, b]) => (a < b ? -1 : 1));
}

function drawAnswer(question, { words, dates }, { given }) {
  const view = copyOf("[data-answer]");
  view.querySelector("[data-ask]").textContent = asked(question);
  view.querySelector("[data-said]").textContent = told(question, given.get(question), dates);
  view.querySelector("[data-action]").dataset.fact = question;
  view.querySelector("[data-action]").setAttribute("aria-label", `${words.t_change}: ${asked(question)}`);
  return view;
}
