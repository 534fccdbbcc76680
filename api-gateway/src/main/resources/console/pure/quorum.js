// How far the coordinators are from losing their majority.

/**
 * @param voters names of those who vote, null where no coordinator told; then the coordinators among the members are
 *     taken for them, and `isGuess` says so
 * @param isAvoided whether a suspicion of this name counts: where nobody leads, nobody is found unreachable any more
 */
export function quorum(voters, members, isAvoided = () => false) {
  const byId = new Map(members.map((member) => [member.id, member]));
  const names = voters ?? members.filter((member) => member.coordinator).map((member) => member.id);
  const lost = names.filter((name) => {
    const member = byId.get(name);
    return !member || member.state === 'UNREACHABLE' || isAvoided(name);
  });
  const size = names.length;
  const majority = Math.floor(size / 2) + 1;
  const up = size - lost.length;
  return {size, up, majority, margin: up - majority, lost, isGuess: voters === null};
}

/** The margin as a clause. */
export function marginWords({size, margin}) {
  if (size === 0) {
    return 'none known';
  }
  if (margin < 0) {
    return `${-margin} short of a majority`;
  }
  return margin === 0 ? 'may lose none' : `may lose ${margin}`;
}
