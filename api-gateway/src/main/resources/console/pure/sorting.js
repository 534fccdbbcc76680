// Orders of members.
import {shownScore, stateOf} from './states.js';

const byName = (one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
const number = (value, missing) => (value === null || value === undefined ? missing : value);

const KEYS = {
  name: byName,
  service: (one, other) => one.service.localeCompare(other.service),
  zone: (one, other) => one.zone.localeCompare(other.zone),
  state: (one, other) => stateOf(one.state).rank - stateOf(other.state).rank,
  score: (one, other) => number(shownScore(one), -1) - number(shownScore(other), -1),
  phi: (one, other) => number(other.phi, -1) - number(one.phi, -1),
  since: (one, other) => number(other.sinceAt, -1) - number(one.sinceAt, -1),
};

/** Members by one key, in the direction that it is mostly asked in; equal ones by name. */
export function sorted(members, key, descending = false) {
  const compare = KEYS[key] ?? byName;
  const sign = descending ? -1 : 1;
  return [...members].sort((one, other) => sign * compare(one, other) || byName(one, other));
}

/** The names in an order that was taken before: rows stay where they are, new ones come last. */
export function kept(order, members) {
  const present = new Map(members.map((member) => [member.id, member]));
  const known = new Set(order);
  const news = members.filter((member) => !known.has(member.id)).sort(byName);
  return [...order.filter((id) => present.has(id)).map((id) => present.get(id)), ...news];
}

/** Members whose name, service, zone, state or cause holds the text. */
export function matching(members, text) {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') {
    return members;
  }
  return members.filter((member) =>
    [member.id, member.service, member.zone, member.state, member.why].some((field) =>
      (field ?? '').toLowerCase().includes(wanted)));
}
