import {bands, ticks, zoomed} from '/console/pure/bands.js';
import {equal, holds, test} from './check.js';

let sequence = 0;
const moved = (at, subject, from, to) => ({type: 'member.moved', sequence: ++sequence, at, subject, from, to, cause: 'OBSERVERS', evidence: `at ${at}`});
const shape = (row) => row.bands.map((band) => [band.state, band.from, band.to]);

test('bands follow each other without a gap and end now', () => {
  const [row] = bands([moved(10, 'a', undefined, 'JOINING'), moved(20, 'a', 'JOINING', 'HEALTHY'), moved(70, 'a', 'HEALTHY', 'UNREACHABLE')], [], 0, 100);
  equal(shape(row), [['JOINING', 10, 20], ['HEALTHY', 20, 70], ['UNREACHABLE', 70, 100]]);
});

test('what was before the first event is what that event came from', () => {
  const [row] = bands([moved(50, 'a', 'HEALTHY', 'DEGRADED')], [], 0, 100);
  equal(shape(row), [['HEALTHY', 0, 50], ['DEGRADED', 50, 100]]);
});

test('who is removed has no band until it is back', () => {
  const [row] = bands([moved(10, 'a', 'HEALTHY', 'REMOVED'), moved(60, 'a', 'REMOVED', 'JOINING')], [], 0, 100);
  equal(shape(row), [['HEALTHY', 0, 10], ['JOINING', 60, 100]]);
});

test('a member without an event is all the time as it is now', () => {
  const [row] = bands([], [{id: 'a', state: 'HEALTHY', why: 'three good beats'}], 0, 100);
  equal(shape(row), [['HEALTHY', 0, 100]]);
  equal(row.bands[0].cause, 'three good beats');
});

test('a range cuts bands, and remembers when they began', () => {
  const [row] = bands([moved(10, 'a', 'JOINING', 'HEALTHY')], [], 50, 60);
  equal(shape(row), [['HEALTHY', 50, 60]]);
  equal(row.bands[0].begun, 10);
  equal(row.bands[0].evidence, 'at 10');
});

test('events of other kinds make no bands', () => {
  equal(bands([{type: 'config.put', sequence: 1, at: 5, subject: 'app/x'}], [], 0, 100), []);
});

test('ticks are round and not too many', () => {
  const all = ticks(1_700_000_001_000, 1_700_000_001_000 + 30 * 60_000, 8);
  holds(all.length >= 4 && all.length <= 8, `${all.length} ticks`);
  holds(all.every((at) => at % 300_000 === 0), 'every five minutes');
});

test('zoom keeps the time under the pointer where it is, and stays within its limits', () => {
  equal(zoomed({from: 100, to: 200}, 125, 0.5, {from: 0, to: 1000, least: 10}), {from: 112.5, to: 162.5});
  equal(zoomed({from: 0, to: 800}, 400, 2, {from: 0, to: 1000, least: 10}), {from: 0, to: 1000});
});
