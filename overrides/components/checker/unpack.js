// Rules as the page brings them, in few letters (`packed` in hooks/mionido/render/checker.py), as the engine takes them.

/** Return the rules; each stood in its outcome, where what is not said is left out. */
export function unpack({ outcomes, ...checker }) {
  const rules = {};
  for (const outcome of Object.values(outcomes)) {
    const { facts, closed, rules: own } = outcome;
    for (const [name, rule] of Object.entries(own)) rules[name] = { unless: [], ...rule };
    outcome.rules = Object.keys(own);
    outcome.open = facts.filter((fact) => !closed.includes(fact));
  }
  return { ...checker, outcomes, rules };
}
