import {quorum} from '/console/pure/quorum.js';
import {isAvoided, suspicions} from '/console/pure/edges.js';
import {headline} from '/console/pure/headline.js';
import {equal, holds, test} from './check.js';

const DIMENSIONS = ['CPU', 'MEMORY', 'LOOP_DELAY'];
const AT = 1_000_000;

const member = (id, state = 'HEALTHY', more = {}) => ({
  id, state, service: id.replace(/-\d+$/, ''), coordinator: id.startsWith('coordinator'), score: 98, terms: [100, 100, 100],
  why: 'three good beats', bad: [], sinceAt: AT - 60_000, ...more,
});

const COORDINATORS = ['coordinator-1', 'coordinator-2', 'coordinator-3'].map((id) => member(id));

function said(members, more = {}) {
  return headline({
    self: 'gateway-1', members, mode: 'READ_WRITE', modeCause: 'a leader has its majority', refusesWrites: false, leader: 'coordinator-2',
    dimensions: DIMENSIONS, stageDetail: '', quorum: quorum(null, members, (id) => isAvoided(suspicions(members).get(id), 'gateway-1')), suspected: suspicions(members), ownEdges: [], at: AT, ...more,
  });
}

test('a calm cluster says so and no more', () => {
  equal(said([...COORDINATORS, member('producer-1')]),
    {text: 'All 4 members can serve. Writes are accepted.', detail: 'Nothing needs attention.', tone: 'healthy'});
});

test('Redis away is told, and that everything works all the same', () => {
  equal(said([...COORDINATORS], {redis: 'AWAY'}),
    {text: 'All 3 members can serve. Writes are accepted.',
      detail: 'Redis is away: limits and kept answers are of this gateway alone.', tone: 'degraded'});
});

test('lines that wait for half a minute are told, and no others', () => {
  equal(said([...COORDINATORS], {backlog: {records: 1204, oldestSeconds: 34.2, late: true}}),
    {text: 'All 3 members can serve. Writes are accepted.',
      detail: '1,204 log lines wait to be stored, the oldest for 34 s.', tone: 'degraded'});
  for (const backlog of [null, {records: 0, oldestSeconds: 0, late: false}, {records: 9000, oldestSeconds: 12, late: false}]) {
    equal(said([...COORDINATORS], {backlog}).detail, 'Nothing needs attention.');
  }
});

test('a silent member is named with how long it has been silent, and that traffic avoids it', () => {
  const members = [...COORDINATORS, member('producer-1'), member('producer-2', 'UNREACHABLE')];
  const edge = {subject: 'producer-2', verdict: 'SILENT', silentMillis: 14_200, phi: 42};
  equal(said(members, {ownEdges: [edge]}), {
    text: '4 of 5 can serve. Writes are accepted.',
    detail: 'producer-2 has been silent for 14 s; traffic already avoids it.',
    tone: 'unreachable',
  });
});

test('a degraded member is told with what it is short of', () => {
  const members = [...COORDINATORS, member('producer-1', 'DEGRADED', {terms: [31, 100, 44], score: 46}), member('producer-2')];
  equal(said(members).detail, 'producer-1 is short of points in cpu and loop delay; traffic prefers others.');
  equal(said(members).tone, 'degraded');
});

test('a service that nobody can serve comes first', () => {
  const members = [...COORDINATORS, member('producer-1', 'UNREACHABLE'), member('consumer-1')];
  holds(said(members).detail.startsWith('Nobody can serve producer. '), said(members).detail);
});

test('a lost voter is told with how many more may be lost', () => {
  const members = [member('coordinator-1', 'UNREACHABLE'), COORDINATORS[1], COORDINATORS[2]];
  holds(said(members).detail.endsWith('2 of 3 voters go on under coordinator-2, one more lost stops writes.'), said(members).detail);
});

test('without a leader writes wait first, and are refused with the cause after the grace', () => {
  const cause = {mode: 'READ_ONLY', modeCause: 'no leader has shown a majority for too long'};
  equal(said(COORDINATORS, cause).text, 'All 3 members can serve. Writes wait for a leader.');
  equal(said(COORDINATORS, {...cause, refusesWrites: true}).text,
    'All 3 members can serve. Writes are refused: no leader has shown a majority for too long.');
});

test('what an operator did is no alarm', () => {
  const members = [...COORDINATORS, member('producer-1', 'DRAINING'), member('producer-2')];
  equal(said(members).detail, 'producer-1 is drained by an operator.');
  equal(said(members).tone, 'degraded');
});

test('a suspicion is told as one', () => {
  const members = [...COORDINATORS, member('producer-1', 'HEALTHY', {bad: [{subject: 'coordinator-1', verdict: 'SILENT', phi: 9}]})];
  equal(said(members).detail, 'coordinator-1 is suspected by 1 observer, and not judged yet.');
});

test('who is suspected by two, or by the gateway itself, gets no requests any more', () => {
  const accusing = (id) => member(id, 'HEALTHY', {bad: [{subject: 'coordinator-1', verdict: 'SILENT', phi: 9}]});
  equal(said([...COORDINATORS, accusing('producer-1'), accusing('producer-2')]), {
    text: '4 of 5 can serve. Writes are accepted.',
    detail: 'coordinator-1 is suspected by 2 observers; traffic already avoids it. 2 of 3 voters go on under coordinator-2, one more lost stops writes.',
    tone: 'degraded',
  });
  equal(said([...COORDINATORS, accusing('gateway-1')]).text, '3 of 4 can serve. Writes are accepted.');
});

test('many are counted and not all named', () => {
  const lost = Array.from({length: 9}, (_, i) => member(`producer-${i}`, 'UNREACHABLE'));
  holds(said([...COORDINATORS, ...lost, member('producer-99')]).detail
    .startsWith('producer-0, producer-1 and 7 others are unreachable; traffic already avoids them.'), 'names');
});

test('what is in hand is counted where there is too much to tell', () => {
  const members = [...COORDINATORS, member('producer-1', 'UNREACHABLE'), member('producer-2', 'QUARANTINED'), member('producer-3', 'DEGRADED'),
    member('producer-4', 'RECOVERING'), member('producer-5', 'DRAINING'), member('producer-6', 'DRAINING')];
  holds(said(members).detail.endsWith(' traffic prefers others. 1 recovering and 2 draining besides.'), said(members).detail);
});

test('a gateway outside of the cluster says why', () => {
  equal(said([], {stageDetail: 'no coordinator answers'}),
    {text: 'The gateway knows of no members yet.', detail: 'no coordinator answers', tone: 'degraded'});
});
