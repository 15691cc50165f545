// Words as they are compared, however somebody, or their telephone, writes them.

// Letters that are written in several ways.
const SAME = { ى: "ي", ی: "ي", ک: "ك", ة: "ه", ı: "i", ł: "l", ø: "o", ß: "ss" };

/** Return words without their case and marks, and without what stands between them. */
export function bare(words) {
  const letters = words.normalize("NFKD").toLowerCase().replace(/[\p{M}ـ]/gu, "");
  return letters.replace(/[ىیکةıłøß]/g, (letter) => SAME[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
