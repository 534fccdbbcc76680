// The answer to what a person came to ask: can it serve, can it write, what is wrong, is it being handled.
import {count, listed, plural, span} from './format.js';
import {isAvoided} from './edges.js';
import {dimensionWord, stateOf, worstTerms} from './states.js';

/** More than so many sentences about members nobody reads. */
const SENTENCES_MAX = 3;

/**
 * @param now what is known:
 *     self, members, mode, modeCause, refusesWrites, dimensions, leader, redis, backlog;
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
  const troubles = [...serviceTroubles(now), ...memberTroubles(now), ...quorumTroubles(now),
    ...redisTroubles(now), ...backlogTroubles(now)];
  return {
    text: `${serving(now)} ${writing(now)}`,
    detail: troubles.length === 0 ? 'Nothing needs attention.' : sentences(troubles),
    tone: tone(now),
  };
}

const serves = (member, {suspected, self}) => stateOf(member.state).serves && !isAvoided(suspected.get(member.id), self);

function serving(now) {
  const {members} = now;
  const able = members.filter((member) => serves(member, now)).length;
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

function tone(now) {
  const {members, mode, suspected} = now;
  const none = lostServices(now).length > 0;
  if (none || mode === 'READ_ONLY' || members.some((member) => member.state === 'UNREACHABLE')) {
    return 'unreachable';
  }
  const calm = members.every((member) => member.state === 'HEALTHY') && suspected.size === 0;
  return calm && mode === 'READ_WRITE' && now.redis !== 'AWAY' && !isLate(now.backlog) ? 'healthy' : 'degraded';
}

function lostServices(now) {
  const {members} = now;
  const named = new Set(members.map((member) => member.service).filter(Boolean));
  return [...named].filter((service) => !members.some((member) => member.service === service && serves(member, now))).sort();
}

function serviceTroubles(now) {
  const lost = lostServices(now);
  return lost.length === 0 ? [] : [`Nobody can serve ${listed(lost)}`];
}

const redisTroubles = ({redis}) =>
  redis === 'AWAY' ? ['Redis is away: limits and kept answers are of this gateway alone'] : [];

export const isLate = (backlog) => Boolean(backlog?.late);

const backlogTroubles = ({backlog}) => isLate(backlog)
  ? [`${plural(backlog.records, 'log line waits', 'log lines wait')} to be stored, the oldest for ${span(backlog.oldestSeconds * 1000)}`]
  : [];

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
  const troubles = suspicious(now);
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

/** Suspected and not judged yet: those that traffic avoids because of it, and those of whom only one says so. */
function suspicious({members, suspected, self}) {
  const names = members.filter((member) => suspected.has(member.id) && stateOf(member.state).serves).map((member) => member.id);
  const avoided = names.filter((name) => isAvoided(suspected.get(name), self));
  const others = names.filter((name) => !avoided.includes(name));
  const say = (them, then) => {
    const observers = them.length === 1 ? ` by ${plural(suspected.get(them[0]).length, 'observer', 'observers')}` : '';
    return them.length === 0 ? [] : [`${listed(them)} ${is(them)} suspected${observers}${then}`];
  };
  return [
    ...say(avoided, `; traffic already avoids ${avoided.length === 1 ? 'it' : 'them'}`),
    ...say(others, ', and not judged yet'),
  ];
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
