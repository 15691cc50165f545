// Keeps the answers while the tab is open, so that they survive a reload, an explanation that is read in between, and
// another language. Nothing else is kept, and nothing of it in the history of the browser but the number of the step.

export class Tab {
  constructor(site) {
    this.key = `checker ${site.id}`;
    this.kept = "";
  }

  /** Return what is kept: the step, what was written, and whether that came from a link; nothing where the browser keeps nothing. */
  read() {
    try {
      this.kept = sessionStorage.getItem(this.key) ?? "";
    } catch {
      // A browser that forbids it: the answers live in the page alone.
    }
    return this.kept.split("|");
  }

  /** Whether another page of this tab has kept something else since. */
  isOld() {
    const before = this.kept;
    this.read();
    return this.kept !== before;
  }

  keep(state) {
    this.kept = state.goals || state.given.size ? `${state.step}|${state.written()}|${state.linked}` : "";
    try {
      if (this.kept) sessionStorage.setItem(this.key, this.kept);
      else sessionStorage.removeItem(this.key);
    } catch {
      // As above.
    }
  }
}
