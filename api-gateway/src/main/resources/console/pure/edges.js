// What both ends of an edge see, as one state of it.

/** The bad edges of all members: 'observer>subject' to what the observer says. */
export function accusations(members) {
  const all = new Map();
  for (const member of members) {
    for (const edge of member.bad ?? []) {
      all.set(`${member.id}>${edge.subject}`, edge);
    }
  }
  return all;
}

/**
 * The edges with their state. `links` are pairs of members that watch each other; a pair that only an accusation names
 * is an edge as well.
 *
 * state: 'good'; 'oneway', where `hears` still hears and `deaf` does not; 'broken' both ways; 'lossy'; 'untold'.
 * An end that is unreachable cannot complain, so its silence counts for nothing: with a complaint of the other end the edge is
 * broken, and without one nobody knows, since members tell of their edges only so often. What `self`, who shows all this, finds of
 * its own edges is known at once.
 */
export function edgeStates(members, links, ownEdges = [], self = '') {
  const byId = new Map(members.map((member) => [member.id, member]));
  const said = accusations(members);
  for (const edge of ownEdges) {
    said.set(`${self}>${edge.subject}`, edge);
  }
  const pairs = new Map();
  const add = (one, other) => {
    const [low, high] = one < other ? [one, other] : [other, one];
    if (byId.has(low) && byId.has(high)) {
      pairs.set(`${low}>${high}`, [low, high]);
    }
  };
  links.forEach((link) => add(link.one, link.other));
  for (const [key, edge] of said) {
    if (isBad(edge.verdict)) {
      add(...key.split('>'));
    }
  }
  return [...pairs.values()].map(([one, other]) => edgeState(byId.get(one), byId.get(other), said));
}

function edgeState(one, other, said) {
  const [hereSaid, thereSaid] = [said.get(`${one.id}>${other.id}`), said.get(`${other.id}>${one.id}`)];
  const [here, there] = [hereSaid, thereSaid].map((edge) => (edge && isBad(edge.verdict) ? edge : undefined));
  const edge = {one: one.id, other: other.id, state: 'good', why: ''};
  if (!here && !there) {
    const isTold = hereSaid || thereSaid || (!isMute(one) && !isMute(other));
    return isTold ? edge : {...edge, state: 'untold', why: untold(one, other)};
  }
  const verdicts = [here?.verdict, there?.verdict];
  if (isMute(one) || isMute(other) || verdicts.every((verdict) => verdict === 'SILENT')) {
    return {...edge, state: 'broken', why: `${one.id} and ${other.id} do not hear each other`};
  }
  // Who loses many beats makes the other call it deaf as well: that is loss, and no silence.
  const isLoss = !verdicts.includes('SILENT') && (verdicts.includes('LOSSY') || (here && there));
  if (!isLoss) {
    // Who finds the other silent does not hear; who finds it deaf is the one that is not heard.
    const oneIsDeaf = here?.verdict === 'SILENT' || there?.verdict === 'DEAF';
    const [deaf, hears] = oneIsDeaf ? [one.id, other.id] : [other.id, one.id];
    return {...edge, state: 'oneway', deaf, hears, why: `${deaf} does not hear ${hears}`};
  }
  if (here?.verdict === there?.verdict) {
    return {...edge, state: 'lossy', why: `${one.id} and ${other.id} lose many beats of each other`};
  }
  const loser = here?.verdict === 'LOSSY' ? one.id : other.id;
  return {...edge, state: 'lossy', why: `${loser} loses many beats of ${loser === one.id ? other.id : one.id}`};
}

function untold(one, other) {
  if (isMute(one) && isMute(other)) {
    return 'both ends are unreachable';
  }
  const [mute, left] = isMute(one) ? [one, other] : [other, one];
  return `${left.id} has not told whether it hears ${mute.id}`;
}

export const isBad = (verdict) => ['SILENT', 'DEAF', 'LOSSY'].includes(verdict);

const isMute = (member) => member.state === 'UNREACHABLE';

/** Whether a suspicion is enough for the gateway to send no new requests there: its own, or that of two others. */
export const isAvoided = (observers, self) => observers !== undefined && (observers.length >= 2 || observers.includes(self));

/** Who is suspected by whom, members that are committed as unreachable aside: Map of id to the names of observers. */
export function suspicions(members, ownEdges = [], self = '') {
  const suspected = new Map();
  const unreachable = new Set(members.filter(isMute).map((member) => member.id));
  const add = (subject, observer) => {
    if (!unreachable.has(subject) && !unreachable.has(observer)) {
      suspected.set(subject, (suspected.get(subject) ?? new Set()).add(observer));
    }
  };
  for (const member of members) {
    for (const edge of member.bad ?? []) {
      if (edge.verdict !== 'DEAF') {
        add(edge.subject, member.id);
      }
    }
  }
  for (const edge of ownEdges) {
    if (edge.verdict === 'SILENT' || edge.verdict === 'LOSSY') {
      add(edge.subject, self);
    }
  }
  return new Map([...suspected].map(([subject, observers]) => [subject, [...observers].sort()]));
}
