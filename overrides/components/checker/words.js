// What stands in the page for the scripts of the checker: its <template>s, and its words.

/** Return a fresh copy of what stands in a <template>. */
export function copyOf(selector) {
  const template = document.querySelector(`template${selector}`);
  if (!template) throw new Error(`the page has no template ${selector}`);
  return template.content.cloneNode(true);
}

/** Return the words of an element on one line, without the source beside them; the element loses that. */
export function wordsOf(element) {
  for (const original of element.querySelectorAll(".mn-original")) original.remove();
  return element.textContent.trim().replace(/\s+/g, " ");
}

/** Return "15 June 2026", or two such days with a dash; of part of a day only what is known. */
export function inWords(days, dates) {
  const words = days.split("/").map((day) => {
    const [year, month, number] = day.split("-").map(Number);
    if (!month) return String(year);
    const [form, months] = number ? [dates.day, dates.months] : [dates.month, dates.alone ?? dates.months];
    return form.replace("{day}", number).replace("{month}", months[month - 1]).replace("{year}", year);
  });
  return words.join(" – ");
}
