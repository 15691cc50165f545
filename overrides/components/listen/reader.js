// Reads a page, a question or a result aloud, a sentence at a time, and marks the sentence: as a person has read it, where somebody
// has, else by the telephone's own voice. Words of letters are read by a voice of their language, if there is one.

const SKIPPED = "nav, button, aside, template, .mn-pass, .mn-player, [aria-hidden=true]";
const START = 4000; // in milliseconds: a voice begins within that time
const SLOWEST = 200; // and takes no longer for a letter
const TRIES = 2; // then goes on behind what it gets stuck at
const button = document.querySelector("[data-listen]");

/** Return the sentences to read: each stands on a line of its own, as a range and as texts, each in one language. */
function sentencesIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const found = [];
  let block = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeName === "BR") block = null;
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim() || !isRead(node.parentElement)) continue;
    const own = blockOf(node.parentElement);
    if (own !== block) found.push({ node, range: rangeFrom(node), texts: [] });
    block = own;
    add(found.at(-1), node);
  }
  return found;
}

function isRead(element) {
  return element.getClientRects().length > 0 && !element.closest(SKIPPED);
}

function blockOf(element) {
  while (getComputedStyle(element).display === "inline") element = element.parentElement;
  return element;
}

function rangeFrom(node) {
  const range = document.createRange();
  range.setStart(node, 0);
  return range;
}

/** Add a text to a sentence, as one with that before it if both are in the same language. */
function add({ range, texts }, node) {
  range.setEnd(node, node.length);
  const { lang } = node.parentElement.closest("[lang]");
  const last = texts.at(-1);
  if (last?.lang === lang) last.text += node.data;
  else texts.push({ lang, text: node.data });
}

/** Return the telephone's voice for a language: that of the country first; nothing if there is none. */
function voiceFor(lang) {
  const code = (voice) => voice.lang.replace("_", "-").toLowerCase();
  const wanted = lang.toLowerCase();
  const own = (globalThis.speechSynthesis?.getVoices() ?? []).filter((voice) => voice.localService);
  return own.find((voice) => code(voice) === wanted) ?? own.find((voice) => code(voice).split("-")[0] === wanted.split("-")[0]);
}

/** Return where the recording of each sentence is, from the list; nothing where there is none, or no network. */
async function recordings() {
  const list = button.dataset.recordings;
  return list ? fetch(list).then((found) => found.json(), () => ({})) : {};
}

function mark(range) {
  if (globalThis.Highlight) CSS.highlights.set("mn-spoken", new Highlight(range));
  else {
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

function unmark() {
  if (globalThis.Highlight) CSS.highlights.delete("mn-spoken");
  else getSelection().removeAllRanges();
}

class Reader {
  constructor() {
    this.turn = 0; // counts what is said: what an older voice reports is of no matter
    addEventListener("pagehide", () => this.stop());
    button.addEventListener("click", () => this.start());
    this.start();
  }

  async start() {
    this.stop();
    const { turn } = this;
    this.recorded ??= await recordings();
    if (turn !== this.turn) return;
    this.sentences = sentencesIn(document.querySelector("[data-stage]") ?? document.querySelector("article"));
    this.player = document.querySelector("[data-player]").content.firstElementChild.cloneNode(true);
    this.player.addEventListener("click", ({ target }) => target.dataset.voice && this[target.dataset.voice]());
    document.body.append(this.player);
    this.part("pause").focus();
    this.read(0);
  }

  part(name) {
    return this.player.querySelector(`[data-voice=${name}]`);
  }

  /** Read from a sentence on. What is no longer there, because the page shows something else, is not read. */
  read(at) {
    this.at = at;
    this.stuck = 0;
    const sentence = this.sentences[at];
    if (!sentence?.node.isConnected) return this.stop(); // a range moves on to what is still there
    mark(sentence.range);
    return this.play(sentence);
  }

  /** Play what a person has read, if the file comes. */
  play({ texts }) {
    const words = texts.map(({ text }) => text).join("");
    const file = this.recorded[words.replace(/\s+/g, " ").trim()];
    if (!file) return this.say(0);
    this.hush();
    const { turn } = this;
    const failed = () => turn === this.turn && this.say(0);
    this.audio = new Audio(button.dataset.recordings.replace(/[^/]*$/, file));
    this.audio.onended = () => turn === this.turn && this.read(this.at + 1);
    return this.audio.play().catch(failed);
  }

  /** Say a text of the sentence, then the next one. Without a voice the sentence is marked, and the reader goes on by hand. */
  say(number) {
    if (!voiceFor(document.documentElement.lang)) return this.pause();
    const text = this.sentences[this.at].texts[number];
    this.hush();
    if (!text) return this.read(this.at + 1);
    const { turn } = this;
    const after = (next) => turn === this.turn && this.say(next);
    // Kept, because a browser forgets what nobody holds, and then does not say that it ended.
    this.words = new SpeechSynthesisUtterance(text.text.replace(/\s+/g, " "));
    const voice = voiceFor(text.lang) ?? voiceFor(document.documentElement.lang);
    Object.assign(this.words, { voice, lang: voice?.lang ?? text.lang });
    this.words.onend = this.words.onerror = () => after(number + 1);
    this.timer = setTimeout(() => after(this.goOnAt(number)), START + SLOWEST * text.text.length);
    return speechSynthesis.speak(this.words);
  }

  /** A voice that stopped in the middle says nothing of it: begin the text again, then leave it out. */
  goOnAt(number) {
    this.stuck += 1;
    return this.stuck < TRIES ? number : number + 1;
  }

  /** Let nothing be said, and nothing that was to be said count any more. */
  hush() {
    this.turn += 1;
    clearTimeout(this.timer);
    this.audio?.pause();
    globalThis.speechSynthesis?.cancel();
  }

  /** Telephones forget where they paused: the sentence is read again. */
  pause() {
    this.hush();
    this.show("go", "pause");
  }

  go() {
    this.show("pause", "go");
    this.read(this.at);
  }

  show(shown, other) {
    this.part(shown).hidden = false;
    this.part(other).hidden = true;
    this.part(shown).focus();
  }

  skip() {
    if (this.part("pause").hidden) this.show("pause", "go");
    this.read(this.at + 1);
  }

  stop() {
    this.hush();
    unmark();
    if (this.player?.contains(document.activeElement)) button.focus();
    this.player?.remove();
  }
}

new Reader();
