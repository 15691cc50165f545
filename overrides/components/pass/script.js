// Passes a page on: by the share sheet of the telephone, which knows its programs, or as a copy of its address. What stands
// behind a # stays here: it can hold answers. Another site hears nothing of it.

/** Copy the address. Without a secure connection browsers copy only what is selected. */
async function copy(place, url) {
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    getSelection().selectAllChildren(place);
    document.execCommand("copy");
  }
}

/** Show what works here. Before the site has an address it is that of the page; a file has none that leads anywhere. */
function start(box) {
  const part = (name) => box.querySelector(`[data-pass-${name}]`);
  const [share, button, place] = [part("share"), part("copy"), part("address")];
  place.textContent ||= location.href.split("#")[0];
  const url = place.textContent;
  if (!url.startsWith("http")) return;
  box.hidden = button.hidden = false;
  share.hidden = !navigator.share;
  // A reader who closes the sheet has changed their mind, and that is no mistake.
  share.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
  button.addEventListener("click", async () => {
    await copy(place, url);
    part("copied").textContent = box.querySelector("template").content.textContent;
  });
  // Pages that a telephone keeps come without their code.
  box.querySelector("img")?.addEventListener("error", ({ target }) => target.parentNode.remove());
}

document.querySelectorAll("[data-pass]").forEach(start);
