// Shows the checker one question at a time. All words come from the <template>s of the page.
// Answers live in this object only: nothing is stored, nothing is sent.

import { saveCalendar } from "../outcome/calendar.js";
import { drawResult, nameThePage } from "../outcome/script.js";
import { choose, read } from "../question/script.js";
import { open, written } from "./link.js";
import { State } from "./state.js";
import { copyOf } from "./words.js";

class Checker {
  constructor(root, { checker, words, dates, official, site }) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    // A reader's clock may be wrong; it chooses which version of a rule is in force, and how long ago a day is.
    const engine = new mionido.Engine(checker, new Date().toISOString().slice(0, 10));
    this.page = { engine, words, dates, official, site };
    this.state = new State(engine);
    this.notice = this.open(location.hash.slice(1));
    root.addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("input", choose);
    root.hidden = false;
    this.render({ focus: false });
  }

  /** Take goals and answers from a link; return what to tell the reader. */
  open(fragment) {
    return !fragment.startsWith("v=") || open(fragment, this.state) ? "" : this.page.words.t_link_broken;
  }

  submit(event) {
    event.preventDefault();
    if (!this.state.goals) return this.start(event.target);
    const fact = this.state.question;
    const { value, error, broken } = read(event.target, fact, this.page.engine, this.state.answers);
    if (error) return this.complain(this.page.words[`t_${error}`]);
    if (broken) return this.complain(copyOf(`[data-constraint="${broken}"]`).textContent);
    this.state.answer(fact, value);
    this.render({ focus: true });
  }

  start(form) {
    this.state.start([...form.querySelectorAll("input:checked")].map((box) => box.value));
    this.notice = "";
    this.render({ focus: true });
  }

  complain(message) {
    this.stage.querySelector("[data-error]").textContent = message;
    this.stage.querySelector("input").focus();
  }

  click(event) {
    const button = event.target.closest("[data-action]");
    if (button) this[button.dataset.action](button);
  }

  again() {
    this.state.restart();
    this.notice = "";
    history.replaceState(null, "", location.pathname);
    this.render({ focus: true });
  }

  change(button) {
    this.state.changing = button.dataset.fact;
    this.render({ focus: true });
  }

  more() {
    this.state.goals = null;
    this.render({ focus: true });
  }

  back() {
    this.state.back();
    this.render({ focus: true });
  }

  print() {
    window.print();
  }

  original() {
    this.root.classList.toggle("mn-checker--original");
  }

  link(button) {
    const field = button.parentElement.parentElement.querySelector("[data-link]");
    field.hidden = false;
    field.querySelector("input").value = `${location.href.split("#")[0]}#${written(this.state)}`;
    field.querySelector("input").select();
  }

  calendar() {
    saveCalendar(this.page, this.state);
  }

  render({ focus }) {
    const fact = this.state.goals && this.state.question;
    this.stage.replaceChildren(this.drawStep(fact));
    nameThePage(this.page, fact ? null : this.state.goals);
    if (!focus) return;
    this.stage.querySelector("h2").focus();
    this.root.scrollIntoView({ block: "start" });
  }

  drawStep(fact) {
    if (!this.state.goals) return this.drawStart();
    return fact ? this.drawQuestion(fact) : drawResult(this.page, this.state);
  }

  drawStart() {
    const view = copyOf("[data-start]");
    view.querySelector("[data-error]").textContent = this.notice;
    return view;
  }

  drawQuestion(fact) {
    const view = copyOf(`[data-question="${fact}"]`);
    const number = this.state.path.length + 1;
    view.querySelector("[data-number]").textContent = this.page.words.t_question_number.replace("{number}", number);
    const { engine } = this.page;
    setTimeout(() => this.workAhead(fact, mionido.domain(engine, fact, this.state.answers)), 50);
    return view;
  }

  /** While the reader reads, find out what each answer would lead to, so that a slow phone has it ready. */
  workAhead(fact, [value, ...rest]) {
    const { goals, answers, skipped } = this.state;
    if (!value || !goals || this.state.question !== fact) return;
    mionido.nextQuestion(this.page.engine, { ...answers, [fact]: value }, skipped, goals);
    setTimeout(() => this.workAhead(fact, rest), 50);
  }
}

const root = document.querySelector('[data-module="checker"]');
const data = document.querySelector("script[data-checker]");
if (!root || !data) throw new Error("checker.js found no checker on this page");
new Checker(root, JSON.parse(data.textContent));
