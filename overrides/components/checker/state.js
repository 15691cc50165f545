// What a reader wants to know and has answered, and how that is written down: in this tab, and in a link.

import { contradictions, nextQuestion, togetherWith } from "mionido";
import { factsOf, isAnswer } from "../question/script.js";

const FORM = "2"; // of what is written; another form is not read
const ALL = "all"; // in place of goals

export class State {
  constructor(engine) {
    this.engine = engine;
    this.wipe();
  }

  wipe() {
    this.goals = null; // what the reader wants to know; null before this was asked
    this.given = new Map(); // the answer to each question, in the order in which they were asked; "unknown" is one
    this.linked = ""; // 1 if answers came from a link: somebody else may have given them
    this.step = 0; // 0 is the start; 1 the first question
  }

  /** The questions the reader has been through. */
  get path() {
    return [...this.given.keys()];
  }

  /** The answers as the engine takes them. */
  get answers() {
    return answersOf(this.engine, this.given);
  }

  /** The facts that the reader does not know. */
  get skipped() {
    return skippedOf(this.engine, this.given);
  }

  /** The question of the step on the screen; undefined at the start and at the result. */
  get question() {
    if (!this.goals || !this.step) return undefined;
    return this.path[this.step - 1] ?? questionAfter(this, this.given);
  }

  goTo(step) {
    this.step = Math.min(step, this.given.size + 1);
  }

  /** Go to the question that is still open, or to the result. */
  goOn() {
    this.goTo(Infinity);
  }

  /** Take an answer; return the constraint it breaks with those before it. Those after it that no longer fit are gone. */
  answer(question, value) {
    const all = [...this.given];
    const place = this.given.has(question) ? this.path.indexOf(question) : all.length;
    const kept = new Map([...all.slice(0, place), [question, value]]);
    const [broken] = contradictions(this.engine, answersOf(this.engine, kept));
    if (broken) return broken;
    this.given = withFitting(this.engine, kept, all.slice(place + 1));
    this.goOn();
    return undefined;
  }

  /** Return goals and answers as one text. */
  written() {
    const goals = this.goals?.join(" ") ?? "";
    return new URLSearchParams([["v", FORM], ["for", goals], ...this.given]).toString();
  }

  /** Take what was written, as far as it still fits; say whether that is all of it. */
  read(text) {
    const [v, wanted, ...entries] = [...new URLSearchParams(text)];
    const goals = goalsIn(this.engine.checker, wanted?.[1] ?? "");
    const right = entries.filter(([question, value]) => isAnswer(this.engine, question, value));
    if (v?.[1] !== FORM || wanted?.[0] !== "for") return false;
    this.given = withFitting(this.engine, new Map(), right);
    this.goals = goals;
    return this.given.size === entries.length && Boolean(goals || !wanted[1]);
  }
}

/** Return the question that comes next after answers, as if it was given; undefined if there is none. */
export function questionAfter({ engine, goals }, given) {
  return nextQuestion(engine, answersOf(engine, given), skippedOf(engine, given), goals)?.split(".")[0];
}

function skippedOf(engine, given) {
  const unknown = [...given].filter(([, value]) => value === "unknown");
  return unknown.flatMap(([question]) => togetherWith(engine, question));
}

function answersOf(engine, given) {
  const known = [...given].filter(([, value]) => value !== "unknown");
  return Object.assign({}, ...known.map(([question, value]) => factsOf(engine, question, value)));
}

/** Return answers with those of others that contradict none before them. */
function withFitting(engine, given, others) {
  for (const [question, value] of others) {
    const more = new Map(given).set(question, value);
    if (!contradictions(engine, answersOf(engine, more)).length) given = more;
  }
  return given;
}

/** Return the outcomes that words name: each is one, or a group of them, or all; null if a word is none of these. */
export function goalsIn({ groups, outcomes }, words) {
  const every = Object.values(groups).flat();
  const named = words.split(" ").map((word) => {
    if (word === ALL) return every;
    if (Object.hasOwn(groups, word)) return groups[word];
    return Object.hasOwn(outcomes, word) ? [word] : [null];
  });
  const goals = named.flat();
  return goals.includes(null) ? null : every.filter((goal) => goals.includes(goal));
}
