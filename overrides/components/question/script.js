// Reads what a reader chose or typed. `unknown` is an answer here; the engine knows it as none.

/** Return { value }, or { error } with the name of a message, or { broken } with that of a constraint. */
export function read(form, fact, engine, answers) {
  const value = form.querySelector("input:checked")?.value ?? dayOf(form, engine.checker.facts[fact]);
  if (!value) return { error: value === null ? "date_invalid" : "choose_answer" };
  if (value === "unknown") return { value };
  if (isFuture(engine, fact, value)) return { error: "date_future" };
  const [broken] = mionido.contradictions(engine, { ...answers, [fact]: value });
  return broken ? { broken } : { value };
}

/** Return the day, month or year that was filled in, undefined for nothing, or null for a day that does not exist. */
function dayOf(form, { type }) {
  if (type !== "date") return undefined;
  const [day, month, year] = ["day", "month", "year"].map((name) => westernNumber(form.elements[name].value));
  return day || month || year ? mionido.isoDay(year, month, day) : undefined;
}

/** Read digits as Arabic, Persian or Western keyboards type them. */
function westernNumber(text) {
  return Number(text.trim().replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15));
}

function isFuture({ checker, on }, fact, value) {
  return checker.facts[fact].past && value !== "absent" && mionido.span(value)[0] > on;
}

/** Say whether a value from outside can be an answer. */
export function isAnswer(engine, fact, value) {
  const { type, domain, absent } = engine.checker.facts[fact];
  if (type !== "date") return domain.includes(value);
  if (value === "absent") return Boolean(absent);
  return mionido.isoDay(...value.split("-").map(Number)) === value && !isFuture(engine, fact, value);
}

/** Typing a date takes back "I don't know", and the other way round. */
export function choose({ target }) {
  const form = target.form;
  if (!form?.querySelector("[data-date-fields]")) return;
  if (target.type === "radio") {
    for (const name of ["day", "month", "year"]) form.elements[name].value = "";
  } else {
    for (const radio of form.querySelectorAll("input:checked")) radio.checked = false;
  }
}
