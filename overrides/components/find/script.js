// Finds letters as somebody types: those that have all the words, however these are written.
import { bare } from "./bare.js";

/** Show the field, and from then on only what fits what is typed there. */
function start(root) {
  root.append(root.querySelector("template").content);
  const part = (name) => root.querySelector(name);
  const letters = [...document.querySelectorAll("[data-find]")];
  const words = letters.map((letter) => bare(`${letter.textContent} ${letter.dataset.find}`));
  const input = part("input");

  const show = () => {
    const typed = bare(input.value).split(" ");
    letters.forEach((letter, i) => (letter.hidden = !typed.every((word) => words[i].includes(word))));
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    const count = letters.filter((letter) => !letter.hidden).length;
    part("[data-count]").textContent = count;
    part("[data-found]").hidden = !typed[0] || !count;
    part("[data-nothing]").hidden = count > 0;
  };
  input.addEventListener("input", show);
  addEventListener("pageshow", show); // Back brings what was typed, and nothing says so
}

document.querySelectorAll("[data-module=find]").forEach(start);
