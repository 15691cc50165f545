// What Python brings along and a browser does not, and how a day is read from a form. It has no twin.

export function daysIn(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

// Return what is known of a day as "YYYY-MM-DD", "YYYY-MM" or "YYYY"; null if the calendar has none.
export function isoDay(year, month, day) {
  if (!(year >= 1900 && year <= 2999) || (day && !month)) return null;
  if (!month) return String(year);
  if (!(month >= 1 && month <= 12)) return null;
  if (!day) return `${year}-${pad(month)}`;
  return day >= 1 && day <= daysIn(year, month) ? `${year}-${pad(month)}-${pad(day)}` : null;
}

export function pad(number) {
  return String(number).padStart(2, "0");
}

// Compare two lists of numbers as Python does: the first place in which they differ decides.
export function isLess(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && one[at] < other[at];
}
