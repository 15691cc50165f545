// Finds pages by what somebody types: by words that begin so, hold it, or differ by one letter.
import { bare } from "../find/bare.js";

// How much a word says about a page, by where it stands: the title, the line below it, all else.
const WEIGHTS = [6, 1.5, 2];
const EXACT = 1, BEGINS = 0.8, HOLDS = 0.45, ALMOST = 0.5, ENDS = 0.35, ALIKE = 0.7;
const FIRST = 0.25; // how much less the last page says than the first
// From so many letters on they are looked for in the middle of a word, and one may be wrong; in Ge'ez script a letter is a syllable.
const FEWEST = { letters: [4, 5], syllables: [3, 4] }, SYLLABLE = /[\u1200-\u137f]/;
// What an Arabic word may begin and end with and still be the same word; three letters of it remain.
const ARTICLE = /^(?:[وفبك]?ال|لل)(...)/, ENDING = /^(...+?)(?:[هك]ما?|ها|نا|ات|ون|ين|ي|ا)$/;
// Letters of Ge'ez script that sound the same: where a row of eight begins, and where that for which it stands.
const ROWS = { 0x1220: 0x1230, 0x1280: 0x1210, 0x1340: 0x1338 };

/** Return the words of a text, each in the one form in which it is looked for. */
function words(text) {
  return bare(text.replace(/[ʼ’'`]/g, "")).split(" ").filter(Boolean).map(one);
}

function one(word) {
  const sounds = word.replace(/[\u1220-\u1227\u1280-\u1287\u1340-\u1347]/g, (letter) => {
    const code = letter.charCodeAt(0);
    return String.fromCharCode(ROWS[code & ~7] + (code & 7));
  });
  return /[\u0600-\u06ff]/.test(sounds) ? sounds.replace(ARTICLE, "$1").replace(ENDING, "$1") : sounds;
}

/** Return all that a search needs to know of the pages, and of the words of their language. */
export function known({ pages, alike = [], common = [] }) {
  return { count: pages.length, on: wordsOn(pages), alike: others(alike), common: new Set(common.flatMap(words)) };
}

/** Return on which pages each word stands, and how much it says about each. */
function wordsOn(pages) {
  const found = new Map();
  pages.forEach(([, official, title, , line, more], page) => {
    [`${official} ${title}`, line, more].forEach((text, part) => {
      const all = words(text);
      const weight = WEIGHTS[part] / Math.sqrt(1 + all.length / 8);
      for (const word of all) {
        const on = found.get(word) ?? found.set(word, new Map()).get(word);
        on.set(page, Math.max(on.get(page) ?? 0, weight));
      }
    });
  });
  return found;
}

/** Return for each word those that people use for the same. */
function others(groups) {
  const found = new Map();
  for (const group of groups.map((each) => each.flatMap(words))) {
    for (const word of group) found.set(word, [...(found.get(word) ?? []), ...group]);
  }
  return found;
}

/** Return the numbers of the pages that fit best, the best first. */
export function search(site, typed) {
  const all = together(site.on, words(typed));
  const telling = all.filter((word) => !site.common.has(word));
  const wanted = (telling.length ? telling : all).map((word) => fits(site, word));
  const most = wanted.reduce((sum, { rare }) => sum + rare, 0);
  const sums = new Map(), hits = new Map();
  for (const { rare, pages } of wanted) {
    for (const [page, fit] of pages) {
      sums.set(page, (sums.get(page) ?? 0) + rare * fit);
      hits.set(page, (hits.get(page) ?? 0) + rare / most);
    }
  }
  const total = (page) => sums.get(page) * hits.get(page) * (1 - (FIRST * page) / site.count);
  return [...sums.keys()].sort((a, b) => total(b) - total(a) || a - b);
}

/** Return words, two of them as one where they are known as one. */
function together(on, apart) {
  return apart.flatMap((word, i) => {
    if (on.has(apart[i - 1] + word)) return [];
    return on.has(word + apart[i + 1]) ? word + apart[i + 1] : word;
  });
}

/** Return how well each page fits one word, and how rare that is: a word on every page says little. */
function fits({ on, alike, count }, word) {
  const pages = new Map();
  for (const [other, places] of on) {
    const fit = Math.max(likeness(word, other), alike.get(word)?.includes(other) ? ALIKE : 0);
    for (const [page, weight] of fit ? places : []) {
      pages.set(page, Math.max(pages.get(page) ?? 0, fit * weight));
    }
  }
  return { rare: Math.log(1 + count / (1 + pages.size)), pages };
}

function likeness(word, other) {
  if (word === other) return EXACT;
  if (other.startsWith(word)) return BEGINS;
  const [inside, fewest] = SYLLABLE.test(word) ? FEWEST.syllables : FEWEST.letters;
  if (word.length >= inside && other.includes(word)) return HOLDS;
  if (word.length < fewest) return 0;
  if (isAlmost(word, other)) return ALMOST;
  return isOtherEnding(word, other, fewest) ? ENDS : 0;
}

/** Whether two words begin alike and only end in another way, as forms of one word do. */
function isOtherEnding(a, b, fewest) {
  const beginning = Math.max(fewest, Math.ceil(Math.max(a.length, b.length) * 0.6));
  return a.slice(0, beginning) === b.slice(0, beginning);
}

/** Whether two words differ by one letter: another one, one more, one less, or two that changed places. */
function isAlmost(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rest = (word, skip) => word.slice(start + skip);
  if (a.length !== b.length) return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
  const isSwapped = a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2);
  return isSwapped || rest(a, 1) === rest(b, 1);
}
