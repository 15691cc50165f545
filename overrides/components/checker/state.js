// What a reader wants to know and has answered.

export class State {
  constructor(engine) {
    this.engine = engine;
    this.restart();
  }

  restart() {
    this.goals = null; // what the reader wants to know; null before this was asked
    this.answers = {};
    this.skipped = [];
    this.path = []; // the questions the reader has been through, oldest first
    this.changing = null;
  }

  get question() {
    return this.changing ?? mionido.nextQuestion(this.engine, this.answers, this.skipped, this.goals);
  }

  start(chosen) {
    const all = Object.keys(this.engine.checker.outcomes);
    this.goals = chosen.length ? all.filter((goal) => chosen.includes(goal)) : all;
  }

  answer(fact, value) {
    this.forget(fact);
    if (value === "unknown") this.skipped.push(fact);
    else this.answers[fact] = value;
    this.path.push(fact);
    this.changing = null;
  }

  forget(fact) {
    delete this.answers[fact];
    this.skipped = this.skipped.filter((each) => each !== fact);
    this.path = this.path.filter((each) => each !== fact);
  }

  back() {
    const fact = this.changing ? null : this.path.pop();
    if (fact) this.forget(fact);
    else if (!this.changing) this.goals = null;
    this.changing = null;
  }
}
