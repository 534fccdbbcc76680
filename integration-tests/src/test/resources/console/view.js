import {EMPTY, applied, moves} from '/console/pure/view.js';
import {equal, holds, test} from './check.js';

const NOW = '2026-01-02T10:00:00Z';
const member = (id, state = 'HEALTHY', score = 100, more = {}) => ({id, incarnation: 1, state, score, why: 'w', since: null, bad: [], ...more});
const full = (number, members) => ({number, asOf: NOW, members, gone: [], links: [], dimensions: ['CPU'], edges: []});
const delta = (number, after, members, gone = []) => ({number, after, asOf: NOW, members, gone, edges: []});
const BEGUN = applied(EMPTY, full(7, [member('b'), member('a')]));

test('all of it is ordered by name', () => {
  equal(BEGUN.list.map((each) => each.id), ['a', 'b']);
});

test('what is new replaces only what changed', () => {
  const next = applied(BEGUN, delta(8, 7, [member('b', 'UNREACHABLE')], ['a']));
  equal(next.list.map((each) => `${each.id} ${each.state}`), ['b UNREACHABLE']);
  equal(next.dimensions, ['CPU']);
});

test('a beat without changes keeps the very same members', () => {
  const next = applied(BEGUN, delta(8, 7, []));
  holds(next.list === BEGUN.list, 'the same list');
});

test('what does not follow is refused', () => {
  equal(applied(BEGUN, delta(9, 8, [])), null);
});

test('scores are remembered while they change', () => {
  let view = applied(BEGUN, delta(8, 7, [member('a', 'HEALTHY', 80)]));
  view = applied(view, delta(9, 8, [member('a', 'DEGRADED', 80)]));
  equal(view.members.get('a').scores.map((each) => each.score), [100, 80]);
});

test('since when is not known holds only until the state changes under our eyes', () => {
  const at = '2026-01-02T09:59:00Z';
  const known = applied(BEGUN, delta(8, 7, [member('a', 'DEGRADED', 50, {since: at})]));
  equal(known.members.get('a').sinceAt, Date.parse(at));
  equal(BEGUN.members.get('a').sinceAt, null);
});

test('moves between two views are told like events', () => {
  const next = applied(BEGUN, delta(8, 7, [member('b', 'UNREACHABLE'), member('c', 'JOINING')], ['a']));
  equal(moves(BEGUN, next).map((event) => `${event.subject} ${event.from ?? ''}>${event.to}`), ['b HEALTHY>UNREACHABLE', 'c >JOINING', 'a HEALTHY>REMOVED']);
  equal(moves(EMPTY, BEGUN), []);
});
