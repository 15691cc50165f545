// Shows the button that reads a page aloud, where people have read it or the telephone itself has a voice for the language: what
// one listens to is nobody's business, so no voice of a server is taken. What reads comes when somebody wants it.

const button = document.querySelector("[data-listen]");
const voices = globalThis.speechSynthesis;

/** Telephones list their voices late, and write codes in two ways. */
function look() {
  const [lang] = document.documentElement.lang.split("-");
  const isOurs = (voice) => voice.localService && /^[a-z]+/i.exec(voice.lang)?.[0].toLowerCase() === lang;
  if (button.dataset.recordings || voices.getVoices().some(isOurs)) button.dataset.ready = "";
}

function begin() {
  const script = document.createElement("script");
  script.src = button.dataset.listen;
  script.onerror = () => button.addEventListener("click", begin, { once: true }); // without a network
  document.head.append(script);
}

if (button && (voices || button.dataset.recordings)) {
  look();
  voices?.addEventListener?.("voiceschanged", look);
  button.addEventListener("click", begin, { once: true });
}
