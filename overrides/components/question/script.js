// Reads and fills in forms, and knows what an answer is: the value that was chosen, several of them with spaces between,
// a day, a number, "none" or "unknown".

import { domain, isoDay, span, togetherWith } from "mionido";

const NONE = "none";
const DATE = ["year", "month", "day"];

/** Return what a form says: { value }, or { error } with the name of a message. */
export function read(form, fact, on) {
  const chosen = [...form.querySelectorAll("input:checked")].map((box) => box.value);
  if (chosen.length) return { value: chosen.join(" ") };
  const number = form.elements.number?.value.trim();
  if (number) return numberIn(number, fact);
  const texts = DATE.map((name) => form.elements[name]?.value.trim() ?? "");
  if (!texts.some(Boolean)) return { error: "choose_answer" };
  const value = dayIn(texts);
  if (!value) return { error: "date_invalid" };
  return isFuture(fact, value, on) ? { error: "date_future" } : { value };
}

/** Return what is known of a day, or null if there is no such day. What is empty is not known. */
function dayIn(texts) {
  const numbers = texts.map((text) => (text ? Number(western(text)) : undefined));
  const isRight = numbers.every((number) => number === undefined || number > 0);
  return isRight ? isoDay(...numbers) : null;
}

/** Write digits as Western keyboards type them. */
function western(text) {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
}

const GROUPS = /^[1-9]\d{0,2}([.,'])\d{3}(?:\1\d{3})?(?!\d|\1)/; // 1.250 or 1'250'000
const NUMBER = /^(\d{1,9})(?:[.,](\d{1,2}))?$/; // 1250 or 12,50

/** Read a number as people write it. A part of one is left out, and refused where it could matter. */
function numberIn(text, fact) {
  const plain = western(text).replace(/[\s’٬]/g, "'").replace("٫", ",");
  const [, whole, part] = NUMBER.exec(plain.replace(GROUPS, (groups) => groups.replace(/\D/g, ""))) ?? [];
  const isClose = Number(part) && fact.domain.includes(String(Number(whole) + 1));
  return !whole || isClose ? { error: "number_invalid" } : { value: String(Number(whole)) };
}

function isFuture({ past }, value, on) {
  return past && value !== "absent" && span(value)[0] > on;
}

/** Say whether what comes from outside can be an answer to a question. */
export function isAnswer(engine, question, value) {
  const facts = togetherWith(engine, question);
  if (value === "unknown" || facts[0] !== question) {
    const ticks = facts.map((fact) => fact.split(".")[1]);
    return facts.length > 0 && (["unknown", NONE].includes(value) || value.split(" ").every((each) => ticks.includes(each)));
  }
  return isValue(engine.checker.facts[question], value, engine.on);
}

function isValue(fact, value, on) {
  if (!["date", "number"].includes(fact.type)) return fact.domain.includes(value);
  if (value === "absent") return Boolean(fact.absent);
  if (fact.type === "number") return /^(0|[1-9]\d{0,8})$/.test(value);
  return isoDay(...value.split("-").map(Number)) === value && !isFuture(fact, value, on);
}

/** Return what an answer tells the engine: of several answers, each is a fact of its own. */
export function factsOf(engine, question, value) {
  const facts = togetherWith(engine, question);
  if (facts[0] === question) return { [question]: value };
  const ticked = value.split(" ");
  return Object.fromEntries(facts.map((fact) => [fact, ticked.includes(fact.split(".")[1]) ? "yes" : "no"]));
}

/** Return some answers to a question, one for each way it can lead on. */
export function samples(engine, question, answers) {
  const facts = togetherWith(engine, question);
  if (facts[0] === question) return [...domain(engine, question, answers), "unknown"];
  return [NONE, ...facts.map((fact) => fact.split(".")[1]), "unknown"];
}

/** Return the questions that tell these facts, each once. */
export function questionsOf(facts) {
  return [...new Set(facts.map((fact) => fact.split(".")[0]))];
}

/** Show the answer that was given before. */
export function fill(view, answer) {
  const boxes = answer.split(" ").map((value) => view.querySelector(`input[value="${value}"]`));
  if (boxes[0]) return boxes.forEach((box) => (box.checked = true));
  const number = view.querySelector("[name=number]");
  const parts = number ? [answer] : answer.split("-");
  const fields = number ? ["number"] : DATE;
  return parts.forEach((part, place) => (view.querySelector(`[name=${fields[place]}]`).value = Number(part)));
}

/** What stands for itself ("I don't know", "none of these") takes back everything else, and the other way round. */
export function choose({ target }) {
  const isAlone = (input) => input.type === "radio" || "alone" in input.dataset;
  for (const input of target.form?.querySelectorAll("input") ?? []) {
    if (input === target || !(isAlone(input) || isAlone(target))) continue;
    if (input.type === "text") input.value = "";
    else input.checked = false;
  }
}
