// Numbers and times as people read them.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value) => String(value).padStart(2, '0');

/** A length of time: '14 s', '3 m 12 s', '12 m', '3 h 12 m', '2 d 4 h'. */
export function span(millis) {
  const ms = Math.max(0, millis);
  if (ms < MINUTE) {
    return `${Math.floor(ms / SECOND)} s`;
  }
  if (ms < 10 * MINUTE) {
    return joined(Math.floor(ms / MINUTE), 'm', Math.floor((ms % MINUTE) / SECOND), 's');
  }
  if (ms < HOUR) {
    return `${Math.floor(ms / MINUTE)} m`;
  }
  return ms < DAY
    ? joined(Math.floor(ms / HOUR), 'h', Math.floor((ms % HOUR) / MINUTE), 'm')
    : joined(Math.floor(ms / DAY), 'd', Math.floor((ms % DAY) / HOUR), 'h');
}

function joined(large, largeUnit, small, smallUnit) {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** An age that is compared with a second: '0.4 s'; longer ones as a span. */
export const age = (millis) => (millis < 10 * SECOND ? `${(Math.max(0, millis) / SECOND).toFixed(1)} s` : span(millis));

/** The time of day: '12:03:01'. */
export function clock(millis) {
  const at = new Date(millis);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Day and time: '2026-11-22 12:03:01'. */
export function stamp(millis) {
  const at = new Date(millis);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock(millis)}`;
}

/** The time of day, with the day in front where it is not that of now. */
export function moment(millis, now) {
  return new Date(millis).toDateString() === new Date(now).toDateString() ? clock(millis) : stamp(millis);
}

/** Whole numbers with their thousands apart: '2,004'. */
export const count = (value) => Math.round(value).toLocaleString('en-US');

/** A rate: one decimal while it is small. */
export const rate = (value) => (value > 0 && value < 10 ? value.toFixed(1) : count(value));

/** A share of 1: '0.02 %'. */
export function percent(share) {
  const value = share * 100;
  if (value === 0 || value >= 10) {
    return `${Math.round(value)} %`;
  }
  return value < 0.01 ? 'under 0.01 %' : `${value < 1 ? value.toFixed(2) : value.toFixed(1)} %`;
}

/** Phi, or a dash where it is not known. Beyond a hundred its decimals say nothing. */
export const phiWords = (phi) => (phi === null || phi === undefined ? '–' : phi < 100 ? phi.toFixed(1) : count(phi));

export const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;

/** Names as a person lists them: 'a', 'a and b', 'a, b and 3 others'. */
export function listed(names, shownMax = 3) {
  if (names.length <= shownMax) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  }
  return `${names.slice(0, shownMax - 1).join(', ')} and ${names.length - shownMax + 1} others`;
}
