// The view of the gateway, put together from what it sends: all of it first, then what is new.

export const EMPTY = {number: -1, members: new Map(), list: [], links: [], dimensions: [], edges: [], gone: []};

const HISTORY_MAX = 240;

/** The view after one more message; null where the message does not follow, so that all of it has to be asked for. */
export function applied(view, message) {
  if (message.after !== undefined && message.after !== view.number) {
    return null;
  }
  const complete = message.after === undefined;
  const at = Date.parse(message.asOf);
  const members = new Map(complete ? [] : view.members);
  message.gone.forEach((id) => members.delete(id));
  message.members.forEach((member) => members.set(member.id, remembering(member, view.members.get(member.id), at)));
  const changed = complete || message.members.length > 0 || message.gone.length > 0;
  return {
    ...message,
    at,
    members: changed ? members : view.members,
    list: changed ? listOf(members) : view.list,
    links: message.links ?? view.links,
    dimensions: message.dimensions ?? view.dimensions,
  };
}

const listOf = (members) => [...members.values()].sort((one, other) => (one.id < other.id ? -1 : 1));

/** A member with when its state began, as far as anybody here saw it, and with its scores since this page was opened. */
function remembering(member, before, at) {
  const same = before && before.incarnation === member.incarnation;
  const scores = same ? before.scores : [];
  const moved = same && before.state !== member.state;
  const sinceAt = member.since ? Date.parse(member.since) : same && !moved ? before.sinceAt : null;
  return {
    ...member,
    sinceAt,
    scores: member.score === null || scores.at(-1)?.score === member.score
      ? scores
      : [...scores.slice(-HISTORY_MAX), {at, score: member.score}],
  };
}

/** The moves between two views, told like events of the journal, for the time in which there is no journal. */
export function moves(before, after) {
  const found = [];
  for (const member of after.list) {
    const old = before.members.get(member.id);
    if (old && old.state !== member.state) {
      found.push(move(after.at, member.id, old.state, member.state, member.why));
    } else if (!old && before.number >= 0) {
      found.push(move(after.at, member.id, undefined, member.state, member.why));
    }
  }
  for (const old of before.list) {
    if (!after.members.has(old.id)) {
      found.push(move(after.at, old.id, old.state, 'REMOVED', 'it is not in the view any more'));
    }
  }
  return found;
}

const move = (at, subject, from, to, evidence) => ({
  type: 'member.moved', at, subject, from, to, evidence, cause: '', seenByGateway: true,
});
