// The reader's plan: what to do after the results, and whom to ask what.

import { copyOf, lineWith } from "../checker/words.js";
import { says, titleOf, valuesOf } from "../outcome/why.js";

/** Show the pages that the results lead to: each once, in the first part of the plan that names it. */
export function drawPlan(box, results) {
  const steps = results.flatMap(({ outcome, value }) => stepsOf(outcome, value));
  const seen = new Set();
  for (const part of box.querySelectorAll("[data-part]")) {
    const pages = new Set(steps.filter((step) => step.part === part.dataset.part).map((step) => step.page));
    for (const page of [...pages].filter((each) => !seen.has(each))) {
      part.querySelector("ul").append(copyOf(`[data-page="${page}"]`));
      seen.add(page);
    }
    part.hidden = !part.querySelector("li");
  }
  box.hidden = !seen.size;
}

function stepsOf(outcome, value) {
  const steps = says(outcome, value).next?.split(" ").filter(Boolean) ?? [];
  return steps.map((step) => ({ part: step.slice(0, step.indexOf(":")), page: step.slice(step.indexOf(":") + 1) }));
}

/** List who decides, each with the questions to ask there. */
export function drawWhom(list, results, engine, answers) {
  const asked = new Map();
  for (const { outcome, value } of results) {
    for (const each of valuesOf(outcome, value, engine, answers)) {
      const { who } = says(outcome, each);
      if (who) asked.set(who, new Set([...(asked.get(who) ?? []), outcome]));
    }
  }
  for (const [who, outcomes] of asked) list.append(drawAsked(who, outcomes));
}

function drawAsked(who, outcomes) {
  const line = copyOf(`[data-page="${who}"]`).firstElementChild;
  const questions = document.createElement("ul");
  questions.append(...[...outcomes].map((outcome) => lineWith(titleOf(outcome))));
  line.append(questions);
  return line;
}
