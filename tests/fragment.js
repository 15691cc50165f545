// For test_fuzz.py: what the checker takes from the fragment of a link. A link on each line in, what is made of it on each line out.
// Gets: the engine and the state of the checker in one script, and the rules with their day, as JSON.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [code, rules] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const { Engine, State } = new Function(`${code}\nreturn { Engine, State };`)();
const { checker, on } = JSON.parse(rules);

createInterface({ input: process.stdin }).on("line", (line) => {
  const state = new State(new Engine(checker, on));
  const isWhole = state.read(JSON.parse(line));
  const again = new State(new Engine(checker, on));
  const isStable = again.read(state.written()) && again.written() === state.written();
  state.goOn();
  const given = Object.fromEntries(state.given);
  process.stdout.write(`${JSON.stringify({ isWhole, isStable, given, goals: state.goals, question: state.question ?? null })}\n`);
});
