import {kept, matching, sorted} from '/console/pure/sorting.js';
import {equal, test} from './check.js';

const member = (id, state, score, more = {}) => ({id, state, score, service: 's', zone: '', phi: null, sinceAt: null, why: '', ...more});
const MEMBERS = [member('b', 'HEALTHY', 90), member('a', 'HEALTHY', 70), member('c', 'UNREACHABLE', 100), member('d', 'DEGRADED', 40)];
const ids = (members) => members.map((each) => each.id).join('');

test('by name, both ways', () => {
  equal(ids(sorted(MEMBERS, 'name')), 'abcd');
  equal(ids(sorted(MEMBERS, 'name', true)), 'dcba');
});

test('by state what needs attention comes first, equal ones by name', () => {
  equal(ids(sorted(MEMBERS, 'state')), 'cdab');
});

test('by score the lowest comes first, and what a lost one said last counts for nothing', () => {
  equal(ids(sorted(MEMBERS, 'score')), 'cdab');
});

test('rows keep their order while scores change; new ones come last', () => {
  const order = ['c', 'gone', 'a'];
  equal(ids(kept(order, MEMBERS)), 'cabd');
});

test('finding looks at name, service, zone, state and cause', () => {
  const members = [member('a', 'HEALTHY', 1, {zone: 'west'}), member('b', 'DEGRADED', 1, {why: 'its score is low'})];
  equal(ids(matching(members, 'WEST')), 'a');
  equal(ids(matching(members, 'degr')), 'b');
  equal(ids(matching(members, 'score is')), 'b');
  equal(ids(matching(members, '  ')), 'ab');
});
