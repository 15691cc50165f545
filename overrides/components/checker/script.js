// Shows the checker one question at a time. All words come from the page: its <template>s, and what lies beside the rules.
// Answers live in this tab only: nothing is sent.

import { Engine, questionsLeft } from "mionido";
import { saveCalendar } from "../outcome/calendar.js";
import { drawResult, nameThePage } from "../outcome/script.js";
import { choose, fill, read, samples } from "../question/script.js";
import { copyLink, shareLink, showLink } from "../share/script.js";
import { goalsIn, questionAfter, State } from "./state.js";
import { Tab } from "./tab.js";
import { copyOf, hasResult, load, theirs } from "./words.js";

class Checker {
  constructor(root, { checker, built, old, ...page }) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.first = this.stage.firstElementChild; // drawn with the page, so that nothing moves
    // A clock that is behind the page is wrong; the day chooses which rules are in force, and how long ago a day is.
    const clock = new Date().toISOString().slice(0, 10);
    const engine = new Engine(checker, clock < built ? built : clock);
    root.querySelector("[data-old]").hidden = engine.on < old; // nobody has looked at the rules for long
    this.page = { engine, ...page }; // engine, words, dates, official, site, result, source
    this.state = new State(engine);
    this.tab = new Tab(page.site);
    this.depth = history.state?.depth ?? 0; // how many steps of ours Back can undo
    this.listen();
    this.restore();
    const isAsked = this.follow();
    this.mark();
    const [visit] = performance.getEntriesByType("navigation");
    this.render({ focus: isAsked || (this.state.step > 0 && visit?.type === "navigate") });
  }

  listen() {
    this.root.addEventListener("submit", (event) => this.submit(event));
    this.root.addEventListener("click", (event) => this.click(event));
    this.root.addEventListener("input", choose);
    addEventListener("popstate", (event) => this.return(event.state));
    addEventListener("hashchange", () => this.followed());
    addEventListener("pageshow", (event) => this.wake(event));
  }

  /** Take up what this tab keeps. */
  restore() {
    const [step, text, linked] = this.tab.read();
    this.state.wipe();
    if (!text) return;
    this.state.linked = linked;
    if (!this.state.read(text)) this.say("t_answers_lost");
    this.state.goTo(Number(history.state?.step ?? step));
  }

  /** Do what the address says after its #: begin with a group, or take the answers of a link. Nothing of them stays there. */
  follow() {
    const text = location.hash.slice(1);
    if (!/^(for|v)=/.test(text)) return false;
    if (text.startsWith("v=")) this.open(text);
    else this.start(new URLSearchParams(text).get("for"));
    return true;
  }

  /** Do so too when the reader opens a link while the checker is open, which Back undoes. */
  followed() {
    this.depth += 1;
    if (!this.follow()) return (this.depth -= 1);
    this.mark();
    return this.render({ focus: true });
  }

  /** Take goals and answers from a link. Nothing of one that is old, wrong or longer than any of ours is used. */
  open(text) {
    const found = new State(this.page.engine);
    const isWhole = text.length < 1e4 && found.read(text) && found.goals;
    this.say(isWhole ? "" : "t_link_broken");
    if (!isWhole) return (this.state.step = 0);
    this.state = found;
    found.linked = 1;
    return found.goOn();
  }

  start(words) {
    const goals = goalsIn(this.page.engine.checker, words);
    this.state.goals = goals ?? this.state.goals;
    this.say(goals ? "" : "t_link_broken");
    if (goals) this.state.goOn();
    else this.state.step = 0;
  }

  /** Say where the reader is in the history, which holds no answers. */
  mark() {
    this.tab.keep(this.state);
    history.replaceState({ step: this.state.step, depth: this.depth }, "", location.pathname + location.search);
  }

  /** Show what the state says now, as a step that Back undoes. */
  show() {
    this.say("");
    this.depth += 1;
    history.pushState({}, "");
    this.mark();
    this.render({ focus: true });
  }

  /** Show the step that Back or Forward leads to. */
  return(entry) {
    if (!entry) return; // a place on this page
    this.depth = entry.depth;
    this.state.goTo(entry.step);
    this.say("");
    this.tab.keep(this.state);
    this.render({ focus: true });
  }

  /** After Back to a page that slept: what was wiped elsewhere in this tab is gone here too. */
  wake({ persisted }) {
    if (!persisted || !this.tab.isOld()) return;
    this.restore();
    this.render({ focus: false });
  }

  submit(event) {
    event.preventDefault();
    const { question, engine } = this.state;
    const { value, error } = read(event.target, engine.checker.facts[question], engine.on);
    if (error) return this.complain(this.page.words[`t_${error}`]);
    const broken = this.state.answer(question, value);
    if (broken) return this.complain(copyOf(`[data-constraint="${broken}"]`).textContent);
    return this.show();
  }

  complain(message) {
    const place = this.stage.querySelector("[data-error]");
    place.textContent = message;
    for (const input of this.stage.querySelectorAll("input")) input.setAttribute("aria-invalid", "true");
    place.focus();
  }

  say(message) {
    this.root.querySelector("[data-notice]").textContent = message && this.page.words[message];
  }

  click(event) {
    const link = event.target.closest("a[href^='#for-']"); // had this script not come, to pages that do without it
    if (link) {
      event.preventDefault();
      this.start(link.hash.slice(5));
      return this.show();
    }
    const button = event.target.closest("[data-action]");
    return button && this[button.dataset.action](button, event);
  }

  more() {
    this.state.step = 0;
    this.show();
  }

  change({ dataset }) {
    this.state.step = this.state.path.indexOf(dataset.fact) + 1;
    this.show();
  }

  back() {
    if (this.depth) return history.back();
    this.state.goTo(this.state.step - 1);
    this.mark();
    return this.render({ focus: true });
  }

  /** Ask first, because nothing brings the answers back. */
  again() {
    const sure = this.root.querySelector("[data-sure]");
    sure.hidden = false;
    sure.focus();
  }

  keep() {
    this.root.querySelector("[data-sure]").hidden = true;
    this.root.querySelector("[data-action=again]").focus();
  }

  wipe() {
    this.state.wipe();
    this.say("");
    this.mark();
    this.render({ focus: true });
  }

  leave({ href }, event) {
    event.preventDefault();
    this.wipe();
    location.replace(href);
  }

  async print() {
    await this.besides();
    window.print();
  }

  async original() {
    await this.besides();
    this.root.classList.toggle("mn-checker--original");
  }

  /** Draw the result again with the source's words, which are hidden on a screen; without a network it stays as it is. */
  async besides() {
    const { source } = this.page;
    if (!source || hasResult(theirs)) return;
    await load(source).then(
      () => this.render({}),
      () => {},
    );
  }

  link() {
    showLink(this.stage, this.state.written());
  }

  copy() {
    copyLink(this.stage, this.page.words.t_copied);
  }

  share() {
    shareLink(this.stage);
  }

  async calendar() {
    await this.besides();
    saveCalendar(this.page, this.state);
  }

  retry() {
    this.render({ focus: true });
  }

  render({ focus }) {
    const { goals, given, step, question } = this.state;
    const isStart = !goals || !step;
    this.stage.replaceChildren(isStart ? this.first : question ? this.drawQuestion(question) : this.drawResult());
    nameThePage(this.page, isStart || question || !hasResult() ? null : goals);
    this.root.querySelector("[data-sure]").hidden = true;
    this.root.querySelector("[data-action=again]").hidden = !goals && !given.size;
    if (!focus) return;
    this.stage.querySelector("h2").focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "start" });
  }

  /** Show the result; until its words are here that they come, or what to do if they do not. */
  drawResult() {
    if (hasResult()) return drawResult(this.page, this.state);
    const view = copyOf("[data-wait]").firstElementChild;
    load(this.page.result).then(
      () => view.isConnected && this.retry(),
      () => (view.lastElementChild.hidden = false),
    );
    return view;
  }

  drawQuestion(question) {
    load(this.page.result).catch(() => {}); // the result will ask again
    const view = copyOf(`[data-question="${question}"]`);
    const { step, given } = this.state;
    view.querySelector("[data-number]").textContent = this.page.words.t_question_number.replace("{number}", step);
    if (given.has(question)) fill(view, given.get(question));
    const left = view.querySelector("[data-left]");
    setTimeout(() => this.lookAhead(question, left), 50);
    return view;
  }

  /** While the reader reads, say how much is still to come, and find out what each answer would lead to. */
  lookAhead(question, place) {
    const { engine, answers, skipped, goals, given } = this.state;
    if (!place.isConnected) return;
    const left = questionsLeft(engine, answers, skipped, goals) - (given.has(question) ? 0 : 1);
    place.textContent = this.page.words.t_questions_left[left];
    this.workAhead(place, question, samples(engine, question, answers), new Map(given));
  }

  /** One answer at a time, so that a slow phone has the next question ready and yet obeys at once. */
  workAhead(place, question, [value, ...rest], given) {
    if (!value || !place.isConnected) return;
    questionAfter(this.state, given.set(question, value));
    setTimeout(() => this.workAhead(place, question, rest, given), 50);
  }
}

const root = document.querySelector('[data-module="checker"]');
const data = document.querySelector("script[data-checker]");
if (!root || !data) throw new Error("no checker here");
new Checker(root, JSON.parse(data.textContent));
