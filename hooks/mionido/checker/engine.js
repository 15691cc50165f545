// The twin of engine.py. No DOM, no words, no clock.

import { edgesOf } from "./days.js";

export class Engine {
  constructor(checker, on) {
    this.checker = checker;
    this.on = on;
    this.edges = {};
    for (const [name, fact] of Object.entries(checker.facts)) {
      if (fact.type === "date") this.edges[name] = edgesOf(fact, on);
    }
    [this.followed, this.lapsed] = outOfForce(checker.rules, on);
    this.compared = new Map();
    this.memory = new Map();
  }
}

export function outOfForce(rules, on) {
  const speaks = (name) => rules[name].from <= on && !(rules[name].until && on > rules[name].until);
  const silent = Object.keys(rules).filter((name) => !speaks(name));
  const isFollowed = (name) => rules[name].chain?.some(speaks);
  return [silent.filter(isFollowed), silent.filter((name) => !isFollowed(name))];
}

export function remembered(work) {
  return (engine, outcome, answers, ...about) => {
    let memory = engine.memory.get(work);
    if (!memory) engine.memory.set(work, (memory = new Map()));
    let key = `${about}|${outcome}`;
    for (const fact of engine.checker.outcomes[outcome].facts) {
      const answer = answers[fact] ?? "";
      // Days between which no rule turns are remembered as one.
      const edges = answer.length === 10 && engine.edges[fact];
      key += `|${edges ? edges.filter((edge) => edge <= answer).length : answer}`;
    }
    if (!memory.has(key)) memory.set(key, work(engine, outcome, answers, ...about));
    return memory.get(key);
  };
}
