// The answer to what a person came to ask: can it serve, can it write, what is wrong, is it being handled.
import {count, listed, plural, span} from './format.js';
import {dimensionWord, stateOf, worstTerms} from './states.js';

/** More than so many sentences about members nobody reads. */
const SENTENCES_MAX = 3;

/**
 * @param now what is known:
 *     members, mode, modeCause, refusesWrites, dimensions, leader;
 *     quorum as of quorum.js; suspected as of edges.js; ownEdges; at: the time of all this, in milliseconds
 * @returns {{text: string, detail: string, tone: string}} tone is 'healthy', 'degraded' or 'unreachable'
 */
export function headline(now) {
  if (now.members.length === 0) {
    return {
      text: 'The gateway knows of no members yet.',
      detail: now.stageDetail || 'It has not joined the cluster.',
      tone: 'degraded',
    };
  }
  const troubles = [...serviceTroubles(now), ...memberTroubles(now), ...quorumTroubles(now)];
  return {
    text: `${serving(now.members)} ${writing(now)}`,
    detail: troubles.length === 0 ? 'Nothing needs attention.' : sentences(troubles),
    tone: tone(now),
  };
}

const serves = (member) => stateOf(member.state).serves;

function serving(members) {
  const able = members.filter(serves).length;
  if (able === members.length) {
    return able === 1 ? 'The only member can serve.' : `All ${able} members can serve.`;
  }
  return able === 0 ? `None of ${members.length} members can serve.` : `${able} of ${members.length} can serve.`;
}

function writing({mode, modeCause, refusesWrites}) {
  if (mode === 'READ_WRITE') {
    return 'Writes are accepted.';
  }
  if (mode === 'UNKNOWN') {
    return 'Whether writes are possible is not known yet.';
  }
  return refusesWrites ? `Writes are refused: ${modeCause}.` : 'Writes wait for a leader.';
}

function tone({members, mode, suspected}) {
  const none = lostServices(members).length > 0;
  if (none || mode === 'READ_ONLY' || members.some((member) => member.state === 'UNREACHABLE')) {
    return 'unreachable';
  }
  const calm = members.every((member) => member.state === 'HEALTHY') && suspected.size === 0;
  return calm && mode === 'READ_WRITE' ? 'healthy' : 'degraded';
}

function lostServices(members) {
  const named = new Set(members.map((member) => member.service).filter(Boolean));
  return [...named].filter((service) => !members.some((member) => member.service === service && serves(member))).sort();
}

function serviceTroubles({members}) {
  const lost = lostServices(members);
  return lost.length === 0 ? [] : [`nobody can serve ${listed(lost)}`];
}

function memberTroubles(now) {
  const groups = [
    ['UNREACHABLE', (names, them) => unreachable(names, them, now)],
    ['QUARANTINED', (names) => `${listed(names)} ${is(names)} kept out because ${it(names)} came and went too often`],
    ['DEGRADED', (names, them) => degraded(names, them, now)],
    ['RECOVERING', (names) => `${listed(names)} ${is(names)} coming back with a small share of the traffic`],
    ['JOINING', (names) => `${listed(names)} ${is(names)} joining`],
    ['DRAINING', (names) => `${listed(names)} ${is(names)} drained by an operator`],
    ['MAINTENANCE', (names) => `${listed(names)} ${is(names)} in maintenance`],
    ['LEAVING', (names) => `${listed(names)} ${is(names)} leaving`],
  ];
  const troubles = suspected(now);
  const rest = [];
  for (const [state, say] of groups) {
    const them = now.members.filter((member) => member.state === state);
    if (them.length > 0 && troubles.length < SENTENCES_MAX) {
      troubles.push(say(them.map((member) => member.id), them));
    } else if (them.length > 0) {
      rest.push(`${count(them.length)} ${stateOf(state).word}`);
    }
  }
  return rest.length === 0 ? troubles : [...troubles, `${listed(rest, rest.length)} besides`];
}

function unreachable(names, them, {ownEdges = [], at}) {
  if (names.length > 1) {
    return `${listed(names)} are unreachable; traffic already avoids them`;
  }
  const edge = ownEdges.find((each) => each.subject === names[0] && each.silentMillis !== null);
  const since = them[0].sinceAt ? at - them[0].sinceAt : null;
  const long = edge?.silentMillis ?? since;
  const silent = long === null ? 'is unreachable' : `has been silent for ${span(long)}`;
  return `${names[0]} ${silent}; traffic already avoids it`;
}

function degraded(names, them, {dimensions}) {
  if (names.length > 1) {
    return `${listed(names)} are degraded; traffic prefers others`;
  }
  const short = worstTerms(them[0].terms, dimensions, 70, 2).map((term) => dimensionWord(term.name));
  const why = short.length > 0 ? `is short of points in ${listed(short)}` : `is degraded: ${them[0].why}`;
  return `${names[0]} ${why}; traffic prefers others`;
}

function suspected({members, suspected: all}) {
  const names = members.filter((member) => all.has(member.id) && serves(member)).map((member) => member.id);
  if (names.length === 0) {
    return [];
  }
  const observers = names.length === 1 ? ` by ${plural(all.get(names[0]).length, 'observer', 'observers')}` : '';
  return [`${listed(names)} ${is(names)} suspected${observers}, and not judged yet`];
}

function quorumTroubles({quorum, mode, leader}) {
  if (quorum.size === 0 || (quorum.margin > 0 && quorum.lost.length === 0)) {
    return [];
  }
  if (quorum.margin < 0) {
    return [`${quorum.up} of ${quorum.size} voters are left, ${quorum.majority} are needed`];
  }
  if (quorum.lost.length === 0) {
    return [];
  }
  const next = quorum.margin === 0 ? 'one more lost stops writes' : `${quorum.margin} more may be lost`;
  const led = mode === 'READ_WRITE' && leader ? ` under ${leader}` : '';
  return [`${quorum.up} of ${quorum.size} voters go on${led}, ${next}`];
}

const is = (names) => (names.length === 1 ? 'is' : 'are');
const it = (names) => (names.length === 1 ? 'it' : 'they');

function sentences(troubles) {
  return troubles.map((trouble) => `${trouble}.`).join(' ');
}
