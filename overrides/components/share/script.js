// A link that holds all answers after its #, which no server sees: to copy, or for the share sheet of the phone.

/** Show the link, with the warning beside it. */
export function showLink(stage, text) {
  const box = stage.querySelector("[data-share]");
  box.hidden = false;
  box.querySelector("[data-action=share]").hidden = !navigator.share;
  box.querySelector("[data-copied]").textContent = "";
  box.querySelector("input").value = `${location.href.split("#")[0]}#${text}`;
  box.focus();
}

/** Copy the link and say so. Without a secure connection browsers copy only what is selected. */
export async function copyLink(stage, copied) {
  const field = stage.querySelector("[data-share] input");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  stage.querySelector("[data-copied]").textContent = copied;
}

/** Hand the link to the phone. A reader who closes the sheet has changed their mind, and that is no mistake. */
export function shareLink(stage) {
  navigator.share({ url: stage.querySelector("[data-share] input").value }).catch(() => {});
}
