// From events to bands: which member was in which state from when to when.
import {isGone} from './states.js';

/**
 * @param events of the journal, in their order; those that are no moves of members are passed over
 * @param members as they are now, for those of which no event is kept
 * @returns rows ordered by name: [{id, bands: [{from, to, state, cause, evidence, event}]}], cut to the range.
 *     Where nothing is known there is no band.
 */
export function bands(events, members, from, to) {
  const moves = new Map();
  for (const event of events) {
    if (event.type === 'member.moved') {
      const list = moves.get(event.subject) ?? [];
      list.push(event);
      moves.set(event.subject, list);
    }
  }
  const current = new Map(members.map((member) => [member.id, member]));
  const names = [...new Set([...moves.keys(), ...current.keys()])].sort();
  return names
    .map((id) => ({id, bands: row(moves.get(id) ?? [], current.get(id), from, to)}))
    .filter((each) => each.bands.length > 0);
}

function row(moves, member, from, to) {
  const all = [];
  const first = moves[0];
  if (first?.from) {
    all.push(band(-Infinity, first.at, first.from, null));
  }
  moves.forEach((move, i) => all.push(band(move.at, moves[i + 1]?.at ?? Infinity, move.to, move)));
  if (moves.length === 0 && member) {
    all.push({...band(-Infinity, Infinity, member.state, null), cause: member.why});
  }
  return all
    .filter((each) => !isGone(each.state) && each.to > from && each.from < to)
    .map((each) => ({...each, from: Math.max(each.from, from), to: Math.min(each.to, to), begun: each.from}));
}

function band(from, to, state, event) {
  return {from, to, state, cause: event?.cause ?? '', evidence: event?.evidence ?? '', event};
}

/** Round times on an axis from one to the other, about as many as asked for. */
export function ticks(from, to, wanted) {
  const steps = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400].map((seconds) => seconds * 1000);
  const step = steps.find((each) => (to - from) / each <= wanted) ?? steps.at(-1);
  // Round in the reader's zone: an axis in steps of six hours has midnight on it.
  const offset = new Date(from).getTimezoneOffset() * 60000;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const all = [];
  for (let at = first; at <= to; at += step) {
    all.push(at);
  }
  return all;
}

/** The part of a range that is looked at after the wheel or a key: around `at`, by `factor`, within the limits. */
export function zoomed({from, to}, at, factor, limits) {
  const length = Math.min(Math.max((to - from) * factor, limits.least), limits.to - limits.from);
  const share = (at - from) / (to - from);
  const start = Math.min(Math.max(at - share * length, limits.from), limits.to - length);
  return {from: start, to: start + length};
}
