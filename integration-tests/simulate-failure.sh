#!/bin/sh
# Lets one node fail and holds what the cluster does against what it promises; `--help` tells more.
set -u
. "$(dirname -- "$0")/running-system.sh"
. "$root/integration-tests/faults/promises.sh"
. "$root/integration-tests/faults/watching.sh"

usage() {
  cat <<'END'
Lets one node of the running system fail, and holds what the cluster does against what it promises.

  integration-tests/simulate-failure.sh [NODE] [crash|pause|restart|partition|loss|slow|disk|clock]

NODE is a member as in /cluster/status, by default the first producer, or, for `disk`, the first coordinator that does
not lead. Without a fault it is `crash`.

  crash      kill -9; UNREACHABLE, then REMOVED; started again: back with a higher incarnation, and stable
  pause      stopped for 10 s and continued; UNREACHABLE, and back with the same incarnation
  restart    stopped in order and started; it leaves and comes back, and nobody is accused
  partition  cut off from the network of the cluster until it is REMOVED, and connected again; what it says of itself
             meanwhile is shown. With ./bellwether the system has to run with `up --netns` (Linux, root)
  loss       loses 80 % of the packets to and from it; UNREACHABLE, but never REMOVED while it is heard.
             With ./bellwether `up --netns`
  slow       is left a few hundredths of a processor; the others see it, nobody removes it, and it is well afterwards
  disk       (coordinators) nothing more can be written; it ends, another one leads if it led, nothing that was
             acknowledged is lost, and it is back once it can write again. With ./bellwether `prlimit` (util-linux)
  clock      its wall clock jumps an hour ahead and back; nothing changes. With ./bellwether `libfaketime`

Exit code 0 if every promise was kept, 1 if not, or if this fault cannot be made here (then nothing was touched), 2 if a
promise was not kept and the machine was too slow to tell why. What was broken is mended at the end, also after Ctrl-C.
The node's flap points are cleared before and after, so that it can be run again at once.

  SYSTEM=compose|bellwether, BELLWETHER_HOME=FOLDER, COMPOSE_PROJECT_NAME=NAME   which system, as for the other scripts
  CLUSTER_PROFILE=fast|default|steady   its profile, where it does not tell; by it the promises are chosen
  PROMISE_UNREACHABLE=SECONDS, ...      another promise; all of them stand in integration-tests/faults/promises.sh
END
}

action=crash
node=
for word; do
  case $word in
  crash | pause | restart | partition | loss | slow | disk | clock) action=$word ;;
  -h | --help)
    usage
    exit 0
    ;;
  -*) die "There is no option $word." "$(usage)" ;;
  *)
    [ -z "$node" ] || die "'$word' is no fault, and one node at a time is enough ($node)." "$(usage)"
    node=$word
    ;;
  esac
done
case $action in
crash | pause | restart) . "$root/integration-tests/faults/stopping.sh" ;;
*) . "$root/integration-tests/faults/$action.sh" ;;
esac

find_system
token=$(operator_token) || die "The operator token cannot be read, so the node's points could not be cleared at the end."
choose_promises
look_at_the_node
"${action}_is_possible"
say "Failure: $action of $node ($SYSTEM, profile $profile)"
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'mend; clear_points' EXIT
# What it was charged for before shall not decide how this ends.
clear_points
"$action"
mend
trap - INT TERM EXIT
clear_points
finish "Failure: $action of $node"
