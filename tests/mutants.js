// For mutants.py: changes scripts one small thing at a time, by the same rules, and asks a changed engine again.
// `changes FILE...` writes each change as a line of JSON. `answer CODE` answers a question on each line that comes in;
// `ask CODE ASKED` fails if the engine in CODE does not answer as is written in ASKED.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { runInThisContext } from "node:vm";
import { parse } from "acorn";

const SWAPPED = {
  "===": "!==", "!==": "===", "<": "<=", "<=": "<", ">": ">=", ">=": ">",
  "&&": "||", "||": "&&", "??": "&&", "+": "-", "-": "+", "*": "+", "/": "*",
};
const OPPOSITE = { some: "every", every: "some", min: "max", max: "min", ceil: "floor", floor: "ceil" };

// Yield what a node can be changed to, as text.
function* changes(node, code) {
  const text = (part) => code.slice(part.start, part.end);
  const instead = (part, other) =>
    code.slice(node.start, part.start) + other + code.slice(part.end, node.end);
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      if (SWAPPED[node.operator]) {
        const between = code.slice(node.left.end, node.right.start);
        const other = between.replace(node.operator, SWAPPED[node.operator]);
        yield `(${instead({ start: node.left.end, end: node.right.start }, other)})`;
      }
      break;
    case "UnaryExpression":
      if (["!", "-"].includes(node.operator)) yield `(${text(node.argument)})`;
      break;
    case "Literal":
      if (typeof node.value === "boolean") yield String(!node.value);
      if (typeof node.value === "number") yield String(node.value + 1);
      break;
    case "MemberExpression":
      if (OPPOSITE[node.property.name]) yield instead(node.property, OPPOSITE[node.property.name]);
      break;
    case "IfStatement":
    case "ConditionalExpression":
      yield instead(node.test, "true");
      yield instead(node.test, "false");
      break;
    case "WhileStatement":
      yield instead(node.test, "false");
      break;
    case "CallExpression":
      if (node.callee.property?.name === "filter") yield text(node.callee.object);
      break;
    case "ArrayExpression":
      if (node.elements.length > 1)
        for (const each of node.elements)
          yield `[${node.elements.filter((other) => other !== each).map(text).join(", ")}]`;
      break;
    case "ContinueStatement":
      yield "break;";
      break;
  }
}

function* nodes(node) {
  if (typeof node?.type === "string") yield node;
  for (const each of Object.values(node ?? {})) {
    if (each && typeof each === "object" && !(each instanceof RegExp)) yield* nodes(each);
  }
}

function writeChanges(file) {
  const code = readFileSync(file, "utf8");
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true });
  for (const node of nodes(tree)) {
    for (const other of changes(node, code)) {
      const { start, end, loc } = node;
      const what = [code.slice(start, end), other];
      const changed = code.slice(0, start) + other + code.slice(end);
      console.log(JSON.stringify({ file, line: loc.start.line, what, code: changed }));
    }
  }
}

const answer = ({ script, given }) =>
  JSON.stringify(runInThisContext(`(${script})`)(given) ?? null);

function ask(asked) {
  for (const each of JSON.parse(readFileSync(asked, "utf8"))) {
    if (!isDeepStrictEqual(JSON.parse(answer(each)), each.answer)) process.exit(1);
  }
}

const [command, ...files] = process.argv.slice(2);
if (command === "changes") {
  files.forEach(writeChanges);
} else {
  const [code, asked] = files;
  runInThisContext(readFileSync(code, "utf8"));
  if (command === "ask") ask(asked);
  else createInterface(process.stdin).on("line", (line) => console.log(answer(JSON.parse(line))));
}
