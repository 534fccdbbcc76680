import {edgeStates, suspicions} from '/console/pure/edges.js';
import {equal, test} from './check.js';

const member = (id, bad = [], state = 'HEALTHY') => ({id, state, bad});
const says = (subject, verdict) => ({subject, verdict, phi: 9});
const LINK = [{one: 'a', other: 'b'}];

const state = (a, b) => edgeStates([a, b], LINK)[0];

test('nobody complains: good', () => {
  equal(state(member('a'), member('b')).state, 'good');
});

test('both find each other silent: broken both ways', () => {
  equal(state(member('a', [says('b', 'SILENT')]), member('b', [says('a', 'SILENT')])).state, 'broken');
});

test('one finds silent whom the other finds deaf: one way, and who does not hear is known', () => {
  const edge = state(member('a', [says('b', 'SILENT')]), member('b', [says('a', 'DEAF')]));
  equal([edge.state, edge.deaf, edge.hears], ['oneway', 'a', 'b']);
  equal(edge.why, 'a does not hear b');
});

test('only one speaks: one way', () => {
  equal(state(member('a'), member('b', [says('a', 'SILENT')])).deaf, 'b');
  equal(state(member('a', [says('b', 'DEAF')]), member('b')).deaf, 'b');
  equal(state(member('a'), member('b', [says('a', 'DEAF')])).deaf, 'a');
});

test('an end that is unreachable cannot complain: broken', () => {
  equal(state(member('a', [says('b', 'SILENT')]), member('b', [], 'UNREACHABLE')).state, 'broken');
});

test('nobody has told of an end that is unreachable: not known, and not good', () => {
  const edge = state(member('a'), member('b', [], 'UNREACHABLE'));
  equal([edge.state, edge.why], ['untold', 'a has not told whether it hears b']);
  equal(state(member('a', [], 'UNREACHABLE'), member('b', [], 'UNREACHABLE')).state, 'untold');
});

test('what the one that shows it finds of its own edges is known at once', () => {
  const own = (verdict, b) => edgeStates([member('a'), b], LINK, [{subject: 'b', verdict}], 'a')[0].state;
  equal(own('SILENT', member('b', [], 'UNREACHABLE')), 'broken');
  equal(own('GOOD', member('b', [], 'UNREACHABLE')), 'good');
  equal(own('GOOD', member('b')), 'good');
  equal(own('GOOD', member('b', [says('a', 'SILENT')])), 'oneway');
});

test('loss is neither', () => {
  const edge = state(member('a', [says('b', 'LOSSY')]), member('b'));
  equal([edge.state, edge.why], ['lossy', 'a loses many beats of b']);
});

test('who loses many makes the other call it deaf, and that is loss all the same', () => {
  const edge = state(member('a', [says('b', 'LOSSY')]), member('b', [says('a', 'DEAF')]));
  equal([edge.state, edge.why], ['lossy', 'a loses many beats of b']);
  equal(state(member('a', [says('b', 'DEAF')]), member('b', [says('a', 'DEAF')])).why, 'a and b lose many beats of each other');
});

test('an accusation makes an edge of a pair that no link names, and one of nobody makes none', () => {
  const edges = edgeStates([member('a', [says('b', 'SILENT'), says('gone', 'SILENT')]), member('b')], []);
  equal(edges.length, 1);
});

test('who is called deaf is not suspected, who is called silent is, the gateway counts, and the lost are not asked', () => {
  const members = [
    member('a', [says('b', 'SILENT'), says('c', 'DEAF')]), member('b'), member('c'),
    member('d', [says('b', 'SILENT')], 'UNREACHABLE'),
  ];
  const suspected = suspicions(members, [{subject: 'b', verdict: 'LOSSY'}, {subject: 'c', verdict: 'GOOD'}], 'gateway');
  equal([...suspected], [['b', ['a', 'gateway']]]);
});
