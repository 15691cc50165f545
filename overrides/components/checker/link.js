// A link with goals and answers after the #, at the reader's wish, and never those that are sensitive.

import { isAnswer } from "../question/script.js";

const LINK = "1"; // the form of the link; another form is not read

/** Return goals and answers for a link, without what is sensitive. */
export function written({ engine, goals, answers }) {
  const { facts } = engine.checker;
  const told = Object.entries(answers).filter(([fact]) => !facts[fact].sensitive);
  return new URLSearchParams({ v: LINK, for: goals.join(" "), ...Object.fromEntries(told) }).toString();
}

/** Take goals and answers from a link into a state; say whether it was right. Nothing of a link that is wrong is used. */
export function open(fragment, state) {
  const { checker } = state.engine;
  const { v, for: goals, ...answers } = Object.fromEntries(new URLSearchParams(fragment));
  const isRight = ([fact, value]) => fact in checker.facts && isAnswer(state.engine, fact, value);
  const known = goals?.split(" ").every((goal) => goal in checker.outcomes);
  const fits = known && Object.entries(answers).every(isRight) && !mionido.contradictions(state.engine, answers).length;
  if (v !== LINK || !fits) return false;
  Object.assign(state, { goals: goals.split(" "), answers, path: Object.keys(answers) });
  return true;
}
