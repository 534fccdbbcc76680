// How long to wait before the next attempt.

const FIRST_MILLIS = 500;
const MOST_MILLIS = 8000;

/** Half a second, then twice as long each time, up to eight seconds; a part of it by chance, so that not all come at once. */
export function wait(attempt, chance = Math.random()) {
  const whole = Math.min(MOST_MILLIS, FIRST_MILLIS * 2 ** Math.min(attempt, 10));
  return whole * (0.75 + chance / 4);
}
