// Shows the checker one question at a time. All words come from the <template>s of the page.
// Answers live in this object only: nothing is stored, nothing is sent.

(function () {
  "use strict";

  class Checker {
    constructor(root, data) {
      this.root = root;
      this.stage = root.querySelector("[data-stage]");
      this.live = root.querySelector("[data-live]");
      this.checker = data.checker;
      this.words = data.words;
      this.months = data.months;
      this.dutchMonths = data.dutchMonths;
      // A reader's clock may be wrong; it only chooses which version of a rule is in force.
      this.on = new Date().toISOString().slice(0, 10);
      this.restart();
      root.addEventListener("submit", (event) => this.submit(event));
      root.addEventListener("click", (event) => this.click(event));
      root.addEventListener("input", (event) => this.choose(event));
      root.hidden = false;
      document.querySelector(".mn-rules")?.removeAttribute("open");
      this.render({ focus: false });
    }

    restart() {
      this.answers = {};
      this.skipped = [];
      this.path = []; // the questions the reader has been through, oldest first
      this.changing = null;
    }

    get question() {
      return this.changing ?? mionido.nextQuestion(this.checker, this.answers, this.skipped, this.on);
    }

    submit(event) {
      event.preventDefault();
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

    read(form, fact) {
      const chosen = form.elements.answer?.value || form.querySelector("input:checked")?.value;
      const isDate = this.checker.facts[fact].type === "date";
      if (chosen || !isDate) return chosen ? { value: chosen } : { error: this.words.t_choose_answer };
      const [day, month, year] = ["day", "month", "year"].map((name) => westernNumber(form.elements[name].value));
      if (!day && !month && !year) return { error: this.words.t_choose_answer };
      const value = mionido.isoDay(year, month, day);
      return value ? { value } : { error: this.words.t_date_invalid };
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
      if (!button) return;
      if (button.dataset.action === "restart") this.restart();
      if (button.dataset.action === "back") this.back();
      if (button.dataset.action === "change") this.changing = button.dataset.fact;
      this.render({ focus: true });
    }

    back() {
      if (this.changing) {
        this.changing = null;
        return;
      }
      const fact = this.path.pop();
      if (fact) this.forget(fact);
    }

    forget(fact) {
      delete this.answers[fact];
      this.skipped = this.skipped.filter((each) => each !== fact);
      this.path = this.path.filter((each) => each !== fact);
    }

    render({ focus }) {
      const fact = this.question;
      this.stage.replaceChildren(fact ? this.drawQuestion(fact) : this.drawResult());
      if (!focus) return;
      const heading = this.stage.querySelector("h2");
      heading.focus();
      this.root.scrollIntoView({ block: "start" });
    }

    drawQuestion(fact) {
      const view = copyOf(`[data-question="${fact}"]`);
      const number = this.path.length + 1;
      view.querySelector("[data-number]").textContent = this.words.t_question_number.replace("{number}", number);
      view.querySelector('[data-action="back"]').hidden = !this.path.length && !this.changing;
      return view;
    }

    drawResult() {
      const view = copyOf("[data-result]");
      const results = view.querySelector("[data-results]");
      for (const outcome of Object.keys(this.checker.outcomes)) results.append(this.drawOutcome(outcome));
      this.drawDates(view.querySelector("[data-dates]"));
      const list = view.querySelector("[data-answers]");
      for (const fact of this.path) list.append(this.drawAnswer(fact));
      return view;
    }

    drawOutcome(outcome) {
      const value = mionido.decide(outcome, this.checker, this.answers, this.on);
      const view = copyOf(`[data-outcome="${outcome}"]`);
      view.querySelector("section").dataset.result = value;
      view.querySelector("[data-value]").textContent = this.words[value] ?? this.words.other;
      view.querySelector("[data-says]").append(copyOf(`[data-says="${outcome}=${value}"]`));
      this.drawReason(outcome, view);
      this.drawMissing(outcome, view);
      return view;
    }

    drawReason(outcome, view) {
      const reason = mionido.because(outcome, this.checker, this.answers, this.on);
      view.querySelector("[data-reason]").hidden = !reason.length;
      for (const fact of reason) {
        const line = document.createElement("li");
        line.textContent = `${this.ask(fact)} ${this.said(fact)}`;
        view.querySelector("[data-because]").append(line);
      }
      const rules = mionido.basis(outcome, this.checker, this.answers, this.on);
      const place = view.querySelector("[data-basis]");
      for (const rule of rules) place.append(copyOf(`[data-rule="${rule}"]`));
      if (!rules.length) place.append(copyOf(`[data-basis="${outcome}"]`));
    }

    drawMissing(outcome, view) {
      const facts = mionido.missing(outcome, this.checker, this.answers, this.on);
      view.querySelector("[data-missing-box]").hidden = !facts.length;
      for (const fact of facts) {
        const line = document.createElement("li");
        line.append(copyOf(`[data-missing="${fact}"]`));
        view.querySelector("[data-missing-list]").append(line);
      }
    }

    drawDates(box) {
      const found = Object.entries(mionido.dates(this.checker, this.answers, this.on));
      box.hidden = !found.length;
      for (const [deadline, day] of found) {
        const view = copyOf(`[data-deadline="${deadline}"]`);
        for (const slot of view.querySelectorAll("[data-day]")) slot.textContent = inWords(day, this.months);
        // The Dutch form stands beside it, because it is what the letter says.
        view.querySelector("[data-dutch]").textContent = inWords(day, this.dutchMonths);
        box.append(view);
      }
    }

    drawAnswer(fact) {
      const view = copyOf("[data-answer]");
      view.querySelector("[data-ask]").textContent = this.ask(fact);
      view.querySelector("[data-said]").textContent = this.said(fact);
      view.querySelector("[data-action]").dataset.fact = fact;
      return view;
    }

    ask(fact) {
      return copyOf(`[data-question="${fact}"]`).querySelector("h2").textContent;
    }

    said(fact) {
      const answer = this.answers[fact] ?? "unknown";
      const radio = copyOf(`[data-question="${fact}"]`).querySelector(`input[value="${answer}"]`);
      return radio ? radio.parentElement.textContent.trim() : inWords(answer, this.months);
    }
  }

  /** Return a fresh copy of what stands in a <template>. */
  function copyOf(selector) {
    const template = document.querySelector(`template${selector}`);
    if (!template) throw new Error(`the page has no template ${selector}`);
    return template.content.cloneNode(true);
  }

  function inWords(day, months) {
    const [year, month, number] = day.split("-").map(Number);
    return `${number} ${months[month - 1]} ${year}`;
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
