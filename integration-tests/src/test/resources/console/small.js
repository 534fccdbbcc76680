import {wait} from '/console/data/backoff.js';
import {age, listed, percent, span} from '/console/pure/format.js';
import {cells, placed} from '/console/pure/placing.js';
import {marginWords, quorum} from '/console/pure/quorum.js';
import {visible} from '/console/pure/windowing.js';
import {read, written} from '/console/router.js';
import {equal, holds, test} from './check.js';

test('lengths of time', () => {
  equal([0, 14_999, 60_000, 192_000, 720_000, 11_520_000, 187_200_000].map(span), ['0 s', '14 s', '1 m', '3 m 12 s', '12 m', '3 h 12 m', '2 d 4 h']);
  equal([400, 9_940, 12_000].map(age), ['0.4 s', '9.9 s', '12 s']);
});

test('shares', () => {
  equal([0, 0.0002, 0.024, 0.5, 0.00001].map(percent), ['0 %', '0.02 %', '2.4 %', '50 %', 'under 0.01 %']);
});

test('lists of names', () => {
  equal([listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c', 'd'])], ['a', 'a and b', 'a, b and c', 'a, b and 2 others']);
});

test('the margin of a quorum counts voters, not members', () => {
  const member = (id, state) => ({id, state, coordinator: true});
  const members = [member('c1', 'HEALTHY'), member('c2', 'UNREACHABLE'), member('c4', 'HEALTHY')];
  const known = quorum(['c1', 'c2', 'c3'], members);
  equal([known.up, known.size, known.majority, known.margin, known.lost], [1, 3, 2, -1, ['c2', 'c3']]);
  equal(marginWords(known), '1 short of a majority');
  equal(quorum(null, members).isGuess, true);
  equal(marginWords(quorum(['c1', 'c2', 'c4'], members)), 'may lose none');
});

test('only rows in sight are drawn, and their place is kept', () => {
  const window = visible(1000, 36, 3600, 720, 2);
  equal(window, {first: 98, last: 122, before: 98 * 36, after: (1000 - 122) * 36});
  equal(visible(3, 36, 0, 720).last, 3);
});

test('members of one group never stand on each other', () => {
  const members = Array.from({length: 24}, (_, i) => ({id: `m-${String(i).padStart(2, '0')}`, zone: `z${i % 3}`, service: 's', state: 'HEALTHY'}));
  for (const width of [360, 700, 1200]) {
    const places = [...placed(members, width).places.values()];
    equal(places.length, 24);
    for (const one of places) {
      holds(one.x > 0 && one.x < width, `within the width ${width}`);
      holds(places.every((other) => one === other || Math.hypot(one.x - other.x, one.y - other.y) > 38), `apart at width ${width}`);
    }
  }
});

test('cells fill lines', () => {
  const grid = cells([{id: 'a'}, {id: 'b'}, {id: 'c'}], 20, 10);
  equal([grid.height, grid.cells[2].x, grid.cells[2].y], [20, 0, 10]);
});

test('an address comes back as it was', () => {
  const route = {view: 'config', rest: ['app', 'a/b c'], parameters: {q: 'x & y'}};
  equal(read(written(route)), route);
  equal(read('#/nowhere').view, 'overview');
  equal(read('#/members/%E0%A4%A').rest, ['%E0%A4%A']);
});

test('attempts come further and further apart, up to a bound', () => {
  equal([0, 1, 2, 9, 50].map((attempt) => wait(attempt, 1)), [500, 1000, 2000, 8000, 8000]);
  equal(wait(0, 0), 375);
});
