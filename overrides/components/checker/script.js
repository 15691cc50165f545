// Shows the checker one question at a time. All words come from the <template>s of the page.
// Answers live in this object only: nothing is stored, nothing is sent. A link holds them after the #, at the reader's
// wish, and never those that are sensitive.

(function () {
  "use strict";

  const LINK = "1"; // the form of the link; another form is not read

  class Checker {
    constructor(root, data) {
      this.root = root;
      this.stage = root.querySelector("[data-stage]");
      this.checker = data.checker;
      this.words = data.words;
      this.dates = data.dates;
      this.official = data.official; // how letters write a day
      this.site = data.site;
      // A reader's clock may be wrong; it chooses which version of a rule is in force, and how long ago a day is.
      this.on = new Date().toISOString().slice(0, 10);
      this.engine = new mionido.Engine(this.checker, this.on);
      this.restart();
      this.notice = this.open(location.hash.slice(1));
      root.addEventListener("submit", (event) => this.submit(event));
      root.addEventListener("click", (event) => this.click(event));
      root.addEventListener("input", (event) => this.choose(event));
      root.hidden = false;
      this.render({ focus: false });
    }

    restart() {
      this.goals = null; // what the reader wants to know; null before this was asked
      this.answers = {};
      this.skipped = [];
      this.path = []; // the questions the reader has been through, oldest first
      this.changing = null;
      this.notice = "";
    }

    get question() {
      return this.changing ?? mionido.nextQuestion(this.engine, this.answers, this.skipped, this.goals);
    }

    submit(event) {
      event.preventDefault();
      if (!this.goals) return this.start(event.target);
      const fact = this.question;
      const answer = this.read(event.target, fact);
      if (answer.error) return this.complain(answer.error);
      this.forget(fact);
      if (answer.value === "unknown") this.skipped.push(fact);
      else this.answers[fact] = answer.value;
      this.path.push(fact);
      this.changing = null;
      this.render({ focus: true });
    }

    start(form) {
      const chosen = [...form.querySelectorAll("input:checked")].map((box) => box.value);
      const all = Object.keys(this.checker.outcomes);
      this.goals = chosen.length ? all.filter((goal) => chosen.includes(goal)) : all;
      this.notice = "";
      this.render({ focus: true });
    }

    read(form, fact) {
      const value = form.querySelector("input:checked")?.value ?? this.readDay(form, fact);
      if (!value) return { error: this.words[value === null ? "t_date_invalid" : "t_choose_answer"] };
      if (value === "unknown") return { value };
      if (this.isFuture(fact, value)) return { error: this.words.t_date_future };
      const [broken] = mionido.contradictions(this.engine, { ...this.answers, [fact]: value });
      return broken ? { error: copyOf(`[data-constraint="${broken}"]`).textContent } : { value };
    }

    /** Return the day, month or year that was filled in, undefined for nothing, or null for a day that does not exist. */
    readDay(form, fact) {
      if (this.checker.facts[fact].type !== "date") return undefined;
      const [day, month, year] = ["day", "month", "year"].map((name) => westernNumber(form.elements[name].value));
      return day || month || year ? mionido.isoDay(year, month, day) : undefined;
    }

    isFuture(fact, value) {
      return this.checker.facts[fact].past && value !== "absent" && mionido.span(value)[0] > this.on;
    }

    complain(message) {
      this.stage.querySelector("[data-error]").textContent = message;
      this.stage.querySelector("input").focus();
    }

    /** Typing a date takes back "I don't know", and the other way round. */
    choose(event) {
      const form = event.target.form;
      if (!form?.querySelector("[data-date-fields]")) return;
      if (event.target.type === "radio") {
        for (const name of ["day", "month", "year"]) form.elements[name].value = "";
      } else {
        for (const radio of form.querySelectorAll("input:checked")) radio.checked = false;
      }
    }

    click(event) {
      const button = event.target.closest("[data-action]");
      if (button) this[button.dataset.action](button);
    }

    again() {
      this.restart();
      history.replaceState(null, "", location.pathname);
      this.render({ focus: true });
    }

    change(button) {
      this.changing = button.dataset.fact;
      this.render({ focus: true });
    }

    more() {
      this.goals = null;
      this.render({ focus: true });
    }

    back() {
      const fact = this.changing ? null : this.path.pop();
      if (fact) this.forget(fact);
      else if (!this.changing) this.goals = null;
      this.changing = null;
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
      field.querySelector("input").value = `${location.href.split("#")[0]}#${this.written()}`;
      field.querySelector("input").select();
    }

    calendar() {
      const safest = (name, days) => days.split("/").at(this.checker.deadlines[name].opens ? -1 : 0);
      const entries = this.wantedDates().map(([name, days]) => [name, safest(name, days)]);
      const file = new Blob([calendarOf(entries, this.on, this.site)], {
        type: "text/calendar",
      });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `${this.site.id}.ics`;
      link.click();
      URL.revokeObjectURL(link.href);
    }

    forget(fact) {
      delete this.answers[fact];
      this.skipped = this.skipped.filter((each) => each !== fact);
      this.path = this.path.filter((each) => each !== fact);
    }

    /** Return goals and answers for a link, without what is sensitive. */
    written() {
      const told = Object.entries(this.answers).filter(([fact]) => !this.checker.facts[fact].sensitive);
      return new URLSearchParams({ v: LINK, for: this.goals.join(" "), ...Object.fromEntries(told) }).toString();
    }

    /** Take goals and answers from a link; return what to tell the reader. Nothing of a link that is wrong is used. */
    open(fragment) {
      if (!fragment.startsWith("v=")) return "";
      const { v, for: goals, ...answers } = Object.fromEntries(new URLSearchParams(fragment));
      const isRight = ([fact, value]) => fact in this.checker.facts && this.isAnswer(fact, value);
      const known = goals?.split(" ").every((goal) => goal in this.checker.outcomes);
      const fits = known && Object.entries(answers).every(isRight) && !mionido.contradictions(this.engine, answers).length;
      if (v !== LINK || !fits) return this.words.t_link_broken;
      this.goals = goals.split(" ");
      this.answers = answers;
      this.path = Object.keys(answers);
      return "";
    }

    isAnswer(fact, value) {
      const { type, domain, absent } = this.checker.facts[fact];
      if (type !== "date") return domain.includes(value);
      if (value === "absent") return Boolean(absent);
      return mionido.isoDay(...value.split("-").map(Number)) === value && !this.isFuture(fact, value);
    }

    render({ focus }) {
      const fact = this.goals && this.question;
      this.stage.replaceChildren(!this.goals ? this.drawStart() : fact ? this.drawQuestion(fact) : this.drawResult());
      if (!focus) return;
      this.stage.querySelector("h2").focus();
      this.root.scrollIntoView({ block: "start" });
    }

    drawStart() {
      const view = copyOf("[data-start]");
      view.querySelector("[data-error]").textContent = this.notice;
      return view;
    }

    drawQuestion(fact) {
      const view = copyOf(`[data-question="${fact}"]`);
      const number = this.path.length + 1;
      view.querySelector("[data-number]").textContent = this.words.t_question_number.replace("{number}", number);
      setTimeout(() => this.workAhead(fact, mionido.domain(this.engine, fact, this.answers)), 50);
      return view;
    }

    /** While the reader reads, find out what each answer would lead to, so that a slow phone has it ready. */
    workAhead(fact, [value, ...rest]) {
      if (!value || !this.goals || this.question !== fact) return;
      mionido.nextQuestion(this.engine, { ...this.answers, [fact]: value }, this.skipped, this.goals);
      setTimeout(() => this.workAhead(fact, rest), 50);
    }

    drawResult() {
      const view = copyOf("[data-result]");
      view.querySelector("[data-today]").textContent = inWords(this.on, this.dates);
      const results = view.querySelector("[data-results]");
      const values = this.goals.map((outcome) => [outcome, mionido.decide(this.engine, outcome, this.answers)]);
      const isApart = ([, value]) => value === "not_applicable";
      for (const [outcome, value] of [...values.filter((v) => !isApart(v)), ...values.filter(isApart)]) {
        results.append(this.drawOutcome(outcome, value));
      }
      const dates = this.wantedDates();
      const isLast = ([name]) => this.checker.deadlines[name].lost;
      this.drawDates(view.querySelector("[data-last-days]"), dates.filter(isLast));
      this.drawDates(view.querySelector("[data-dates]"), dates.filter((each) => !isLast(each)));
      view.querySelector("[data-with-dates]").hidden = !dates.length;
      const list = view.querySelector("[data-answers]");
      for (const fact of this.path) list.append(this.drawAnswer(fact));
      return view;
    }

    drawOutcome(outcome, value) {
      const view = copyOf(`[data-outcome="${outcome}"]`);
      view.querySelector("section").dataset.result = value;
      view.querySelector("[data-says]").append(copyOf(`[data-says="${outcome}=${value}"]`));
      if (value === "unknown") view.querySelector("[data-says]").append(...this.drawDeciders(outcome));
      this.drawReason(outcome, view);
      this.drawMissing(outcome, view);
      return view;
    }

    /** Return who may have to decide: whoever does in one of the results that are still possible. */
    drawDeciders(outcome) {
      const found = new Map();
      for (const value of mionido.possible(this.engine, outcome, this.answers)) {
        const line = copyOf(`[data-says="${outcome}=${value}"]`).querySelector("[data-decides]");
        if (line) found.set(line.textContent, line);
      }
      return found.values();
    }

    drawReason(outcome, view) {
      const reason = mionido.because(this.engine, outcome, this.answers);
      view.querySelector("[data-reason]").hidden = !reason.length;
      for (const fact of reason) {
        const line = document.createElement("li");
        line.textContent = `${this.ask(fact)} ${this.said(fact)}`;
        view.querySelector("[data-because]").append(line);
      }
      const rules = mionido.basis(this.engine, outcome, this.answers);
      const place = view.querySelector("[data-basis]");
      for (const rule of rules) place.append(copyOf(`[data-rule="${rule}"]`));
      if (!rules.length) place.append(copyOf(`[data-basis="${outcome}"]`));
    }

    drawMissing(outcome, view) {
      const facts = mionido.missing(this.engine, outcome, this.answers);
      view.querySelector("[data-missing-box]").hidden = !facts.length;
      for (const fact of facts) {
        const line = document.createElement("li");
        line.append(copyOf(`[data-missing="${fact}"]`));
        view.querySelector("[data-missing-list]").append(line);
      }
    }

    drawDates(box, found) {
      box.hidden = !found.length;
      for (const [name, days] of found) {
        const view = copyOf(`[data-deadline="${name}"]`);
        for (const slot of view.querySelectorAll("[data-day]")) slot.textContent = inWords(days, this.dates);
        // The form of letters stands beside it, because the reader compares the two.
        view.querySelector("[data-official]").textContent = inWords(days, this.official);
        view.querySelector("[data-maybe]").hidden = mionido.isCertain(this.engine, this.checker.deadlines[name], this.answers);
        view.querySelector("[data-between]").hidden = !days.includes("/");
        view.querySelector("[data-over]").hidden = days.split("/").at(-1) >= this.on;
        box.querySelector("ol").append(view);
      }
    }

    /** Return [name, days] of the days after which a right is lost, and of those that belong to what was asked, in order. */
    wantedDates() {
      const { deadlines } = this.checker;
      const isAsked = (name) =>
        deadlines[name].lost || Object.keys(deadlines[name].when).some((goal) => this.goals.includes(goal));
      const found = Object.entries(mionido.dates(this.engine, this.answers)).filter(([name]) => isAsked(name));
      return found.sort(([, a], [, b]) => (a < b ? -1 : 1));
    }

    drawAnswer(fact) {
      const view = copyOf("[data-answer]");
      view.querySelector("[data-ask]").textContent = this.ask(fact);
      view.querySelector("[data-said]").textContent = this.said(fact);
      view.querySelector("[data-action]").dataset.fact = fact;
      view.querySelector("[data-action]").setAttribute("aria-label", `${this.words.t_change}: ${this.ask(fact)}`);
      return view;
    }

    ask(fact) {
      return wordsOf(copyOf(`[data-question="${fact}"]`).querySelector("h2"));
    }

    said(fact) {
      const answer = this.answers[fact] ?? "unknown";
      const radio = copyOf(`[data-question="${fact}"]`).querySelector(`input[value="${answer}"]`);
      return radio ? wordsOf(radio.parentElement) : inWords(answer, this.dates);
    }
  }

  /** Return a fresh copy of what stands in a <template>. */
  function copyOf(selector) {
    const template = document.querySelector(`template${selector}`);
    if (!template) throw new Error(`the page has no template ${selector}`);
    return template.content.cloneNode(true);
  }

  /** Return the words of an element on one line, without the source beside them; the element loses that. */
  function wordsOf(element) {
    for (const original of element.querySelectorAll(".mn-original")) original.remove();
    return element.textContent.trim().replace(/\s+/g, " ");
  }

  function titleOf(deadline) {
    return wordsOf(copyOf(`[data-deadline="${deadline}"]`).querySelector("h3"));
  }

  /** Return "15 June 2026", or two such days with a dash; of part of a day only what is known. */
  function inWords(days, dates) {
    const words = days.split("/").map((day) => {
      const [year, month, number] = day.split("-").map(Number);
      if (!month) return String(year);
      const [form, months] = number ? [dates.day, dates.months] : [dates.month, dates.alone ?? dates.months];
      return form.replace("{day}", number).replace("{month}", months[month - 1]).replace("{year}", year);
    });
    return words.join(" – ");
  }

  /** Return a calendar file (RFC 5545) with an entry of a whole day for each [deadline, day]. */
  function calendarOf(entries, today, site) {
    const stamp = `${today.replaceAll("-", "")}T000000Z`;
    const plain = (text) => text.replace(/[\\;,]/g, "\\$&");
    const events = entries.flatMap(([name, day]) => [
      "BEGIN:VEVENT",
      `UID:${name}-${day}@${site.id}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      `SUMMARY:${plain(titleOf(name))}`,
      "END:VEVENT",
    ]);
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${plain(site.name)}//checker//EN`, ...events, "END:VCALENDAR", ""];
    return lines.map(folded).join("\r\n");
  }

  /** Break a line after at most 75 bytes, never inside a letter, as calendar files want it. */
  function folded(line) {
    let [whole, bytes] = ["", 0];
    for (const letter of line) {
      const size = new TextEncoder().encode(letter).length;
      if (bytes + size > 75) [whole, bytes] = [`${whole}\r\n `, 1];
      [whole, bytes] = [whole + letter, bytes + size];
    }
    return whole;
  }

  /** Read digits as Arabic, Persian or Western keyboards type them. */
  function westernNumber(text) {
    return Number(text.trim().replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15));
  }

  const root = document.querySelector('[data-module="checker"]');
  const data = document.querySelector("script[data-checker]");
  if (!root || !data) throw new Error("checker.js found no checker on this page");
  new Checker(root, JSON.parse(data.textContent));
})();
