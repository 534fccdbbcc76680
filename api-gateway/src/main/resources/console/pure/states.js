// What the states of a member mean to who looks at them.

/**
 * tone: the colour; serves: whether it is given requests; rank: what needs attention comes first; word: in a sentence.
 */
export const STATES = {
  UNREACHABLE: {tone: 'unreachable', serves: false, rank: 0, word: 'unreachable'},
  QUARANTINED: {tone: 'quarantined', serves: false, rank: 1, word: 'in quarantine'},
  REMOVED: {tone: 'unreachable', serves: false, rank: 1, word: 'removed'},
  DEGRADED: {tone: 'degraded', serves: true, rank: 2, word: 'degraded'},
  RECOVERING: {tone: 'recovering', serves: true, rank: 3, word: 'recovering'},
  JOINING: {tone: 'recovering', serves: false, rank: 4, word: 'joining'},
  DRAINING: {tone: 'maintenance', serves: false, rank: 5, word: 'draining'},
  MAINTENANCE: {tone: 'maintenance', serves: false, rank: 6, word: 'in maintenance'},
  LEAVING: {tone: 'maintenance', serves: false, rank: 7, word: 'leaving'},
  LEFT: {tone: 'maintenance', serves: false, rank: 8, word: 'gone'},
  HEALTHY: {tone: 'healthy', serves: true, rank: 9, word: 'healthy'},
};

const UNKNOWN = {tone: 'maintenance', serves: false, rank: 4, word: 'in a state that this console does not know'};

export const stateOf = (name) => STATES[name] ?? UNKNOWN;

export const isGone = (name) => name === 'REMOVED' || name === 'LEFT';

/** The score to show. What a lost member said of itself last is no news of how it is. */
export const shownScore = (member) => (member.state === 'UNREACHABLE' ? null : member.score ?? null);

/** How many members are in each state, in the order in which states need attention. */
export function countByState(members) {
  const counts = new Map();
  for (const member of members) {
    counts.set(member.state, (counts.get(member.state) ?? 0) + 1);
  }
  return [...counts]
    .map(([state, size]) => ({state, size}))
    .sort((one, other) => stateOf(one.state).rank - stateOf(other.state).rank);
}

const DIMENSIONS = {
  CPU: 'cpu',
  MEMORY: 'memory',
  GC: 'gc pauses',
  LOOP_DELAY: 'loop delay',
  ERRORS: 'errors',
  LATENCY: 'latency',
  CONTRIBUTED: 'contributed',
  EDGES: 'edges',
  LOSS: 'loss',
  JITTER: 'jitter',
  OUTSIDE: 'outside',
};

export const dimensionWord = (name) => DIMENSIONS[name] ?? name.toLowerCase();

/** The terms that pull a score down most, the worst first: [{name, points}]. */
export function worstTerms(terms, dimensions, below = 70, max = 3) {
  return (terms ?? [])
    .map((points, i) => ({name: dimensions[i] ?? `term ${i}`, points}))
    .filter((term) => term.points !== null && term.points < below)
    .sort((one, other) => one.points - other.points)
    .slice(0, max);
}
