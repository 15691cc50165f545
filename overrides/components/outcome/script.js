// Draws the result: the answers and days at once; what is folded when it is opened, when the phone has nothing else to do, or
// before printing. What the rules say, it asks the engine; all words come from the <template>s of the page.

import { decide, holds } from "mionido";
import { copyOf, fillIn, lineWith, wordsOf } from "../checker/words.js";
import { drawPlan, drawWhom } from "../plan/script.js";
import { drawDays, drawNextDay, wantedDays } from "./days.js";
import { drawAnswer, drawWhy, titleOf } from "./why.js";

const FEW = 6; // so many answers are short enough to see that each can be unfolded
let waiting = new Map(); // what is folded and not drawn yet: its <details>, and what draws it
const soon = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 50));

addEventListener("beforeprint", () => [...waiting.keys()].forEach(unfold));

/** Return the result. `page`: engine, words, dates, official (how letters write a day). `state`: goals, answers, path. */
export function drawResult(page, state) {
  const view = copyOf("[data-result]");
  const part = (name) => view.querySelector(`[data-${name}]`);
  const { shown, open, apart } = resultsOf(page.engine, state);
  const days = wantedDays(page.engine, state);
  const wanted = [...shown, ...open];
  waiting = new Map();
  fillIn(view, page.engine.on, page);
  drawNextDay(part("next-day"), part("days"), days, page);
  part("told").open = state.linked;
  part("linked").hidden = !state.linked;
  if (state.linked) part("linked").append(part("told"));
  part("results").append(...shown.map(drawOutcome));
  drawPlan(part("plan"), wanted);
  drawDays(part("days"), days, page);
  part("with-days").hidden = !days.some((day) => day.isComing);
  part("reasons").append(...wanted.map((result) => later(drawFolded(result), (box) => drawWhy(box, result, page, state))));
  part("reasons").open = wanted.length <= FEW;
  drawList(part("open"), open);
  drawList(part("apart"), apart);
  later(part("whom"), (box) => drawWhom(box.querySelector("ul"), wanted, page.engine, state.answers));
  later(part("told"), (box) => box.querySelector("ul").append(...state.path.map((question) => drawAnswer(question, page, state.given))));
  soon(unfoldNext);
  return view;
}

/** Call the page what it is about now: what the reader asked, or as it was. */
export function nameThePage({ engine, words }, goals) {
  const heading = document.querySelector("h1");
  const before = heading.textContent;
  heading.dataset.name ??= before;
  heading.textContent = goals ? about(goals, engine, words) : heading.dataset.name;
  document.title = document.title.replace(before, heading.textContent);
}

function about(goals, { checker }, words) {
  if (goals.length === Object.keys(checker.outcomes).length) return words.t_result_of_all;
  const group = Object.keys(checker.groups).find((id) => checker.groups[id].join() === goals.join());
  const titles = group ? [copyOf(`[data-group="${group}"]`).textContent] : goals.map((goal) => wordsOf(titleOf(goal)));
  return words.t_result_about.replace("{what}", titles.join(" · "));
}

/**
 * Return the values of what was asked; those that are of no matter to the reader apart, unless there are no others.
 * Of what may be of no matter, nobody knows, the first of a group stands for the others, which are folded.
 */
function resultsOf(engine, { goals, answers }) {
  const all = goals.map((outcome) => ({ outcome, value: decide(engine, outcome, answers) }));
  const shown = all.filter(({ value }) => value !== "not_applicable");
  if (!shown.length) return { shown: all, open: [], apart: [] };
  const open = shown.filter((result) => mayNotMatter(engine, result, answers) && !isFirst(engine, result, shown));
  const without = (results, others) => results.filter((result) => !others.includes(result));
  return { shown: without(shown, open), open, apart: without(all, shown) };
}

function mayNotMatter(engine, { outcome, value }, answers) {
  const { scope } = engine.checker.outcomes[outcome];
  return value === "unknown" && scope && holds(engine, scope, answers) === null;
}

function isFirst({ checker }, { outcome }, shown) {
  const group = Object.values(checker.groups).find((outcomes) => outcomes.includes(outcome));
  return shown.find((result) => group.includes(result.outcome)).outcome === outcome;
}

function drawList(box, results) {
  box.hidden = !results.length;
  later(box, () => box.querySelector("ul").append(...results.map(drawApart)));
}

/** Return an answer: its word beside the title, then the sentence. */
function drawOutcome({ outcome, value }) {
  const view = copyOf(`[data-outcome="${outcome}"]`);
  const { label, sentence } = sayingOf(outcome, value);
  view.querySelector("section").dataset.result = value;
  if (label) view.querySelector("h3").append(" ", label);
  view.querySelector("[data-says]").append(sentence);
  return view;
}

function drawApart({ outcome, value }) {
  return lineWith(titleOf(outcome), sayingOf(outcome, value).sentence);
}

function drawFolded({ outcome }) {
  const view = copyOf("[data-why]").firstElementChild;
  view.dataset.outcome = outcome;
  view.querySelector("summary").replaceChildren(titleOf(outcome));
  return view;
}

function sayingOf(outcome, value) {
  const says = copyOf(`[data-says="${outcome}=${value}"]`);
  return { label: says.querySelector("[data-label]"), sentence: says.querySelector("p") };
}

function later(box, draw) {
  waiting.set(box, draw);
  box.addEventListener("toggle", () => unfold(box));
  return box;
}

function unfold(box) {
  const draw = waiting.get(box);
  waiting.delete(box);
  draw?.(box);
}

function unfoldNext() {
  const [box] = waiting.keys();
  if (!box) return;
  unfold(box);
  soon(unfoldNext);
}
