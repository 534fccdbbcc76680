#!/bin/sh
# Lets one node fail and holds what the cluster does against what it promises (default profile).
#
#   integration-tests/simulate-failure.sh [NODE] [crash|pause|restart]
#
#   crash    kill -9; UNREACHABLE, then REMOVED; started again; back and HEALTHY with a higher incarnation
#   pause    stopped for 10 s and continued; UNREACHABLE, and back with the same incarnation
#   restart  stopped in order and started; leaves and comes back, and nobody is accused
#
# NODE is a member as in /cluster/status, by default the first producer. Exit code 0 if every promise was kept, 1 if
# not, 2 if the machine was too slow to say. At its end it clears the node's flap points, so that it can be run again at once.
# shellcheck disable=SC2329 # functions are called through `check`, `within` and by their names
set -u
. "$(dirname -- "$0")/running-system.sh"

# Seconds. A coordinator is asked ten times a second, so each of these holds 0.2 s for the asking.
unreachable_max=6
removed_min=15
removed_max=25
left_max=10
start_max=60
# 30 s of stabilisation, and the beats before and after it.
healthy_max=60
leader_max=5

action=crash
node=
for word; do
  case $word in
  crash | pause | restart) action=$word ;;
  -*) die "usage: $0 [NODE] [crash|pause|restart]" ;;
  *) node=$word ;;
  esac
done

step() { # NAME FROM MIN MAX STATES...: until the states are seen by all coordinators that answer
  name=$1 since=$2 min=$3 max=$4
  shift 4
  if within "$max" everywhere "$node" "$*" "$its_url"; then
    took=$(($(now) - since))
    if [ "$took" -gt $((max * 1000 + 200)) ] || [ "$took" -lt $((min * 1000)) ]; then
      bad "$name after $(seconds "$took") s; promised: $min to $max s"
    else
      good "$name after $(seconds "$took") s; promised: $min to $max s"
    fi
  else
    bad "$name: not within $max s; it is $(member_state "$other" "$node")"
  fi
}

incarnation() { fetch "$other/api/v1/members/$node" | field incarnation; }

leader() { status_of "$other" | field leader; }

another_leads() {
  case $(leader) in
  '' | null | "$node") return 1 ;;
  esac
}

crash() {
  was_leader=$(leader)
  killed=$(now)
  node_does "$node" kill
  say "  0.0 s  $node was killed"
  if [ "$was_leader" = "$node" ]; then
    if within "$leader_max" another_leads; then
      good "$(leader) leads after $(seconds "$took") s; promised: $leader_max s"
    else
      bad "nobody else leads within $leader_max s"
    fi
  fi
  step "UNREACHABLE" "$killed" 0 "$unreachable_max" UNREACHABLE QUARANTINED
  step "REMOVED" "$killed" "$removed_min" "$removed_max" GONE
  started=$(now)
  node_does "$node" start
  say "         $node was started again"
  step "a member again" "$started" 0 "$start_max" RECOVERING HEALTHY JOINING
  step "HEALTHY" "$started" 0 $((start_max + healthy_max)) HEALTHY
  after=$(incarnation)
  if [ "${after:-0}" -gt "${before:-0}" ]; then
    good "a higher incarnation: $after after $before"
  else
    bad "incarnation $after after $before"
  fi
}

pause() {
  paused=$(now)
  node_does "$node" pause
  say "  0.0 s  $node was paused"
  step "UNREACHABLE" "$paused" 0 "$unreachable_max" UNREACHABLE QUARANTINED
  while [ $(($(now) - paused)) -lt 10000 ]; do doze; done
  resumed=$(now)
  node_does "$node" resume
  say "         $node was continued after $(seconds $((resumed - paused))) s"
  step "heard again" "$resumed" 0 15 RECOVERING HEALTHY
  step "HEALTHY" "$resumed" 0 "$healthy_max" HEALTHY
  after=$(incarnation)
  if [ "$after" = "$before" ]; then good "the same incarnation: $after"; else bad "incarnation $after after $before"; fi
}

restart() {
  accused=0
  started=$(now)
  (node_does "$node" restart) &
  if within "$left_max" everywhere "$node" "GONE LEAVING JOINING" "$its_url"; then
    good "it left after $(seconds "$took") s; promised: $left_max s"
  else
    bad "it did not leave within $left_max s"
  fi
  step "HEALTHY" "$started" 0 $((start_max + healthy_max)) HEALTHY
  wait
  accused=$(fetch "$other/api/v1/events?limit=100&after=$newest" | grep -o "\"subject\":\"$node\"[^}]*\"to\":\"UNREACHABLE\"" | wc -l)
  if [ "$accused" -eq 0 ]; then good "nobody accused it"; else bad "it became UNREACHABLE $accused times"; fi
}

find_system
token=$(operator_token) || die "The operator token cannot be read, so the node's points could not be cleared at the end."
other=$(echo "$coordinators" | head -n 1)
[ -n "$node" ] || node=$(status_of "$other" | grep -o '"nodeId":"log-producer-[^"]*"' | head -n 1 | cut -d '"' -f 4)
# A coordinator is not asked about itself.
its_url=
case $node in
coordinator-*)
  its_url=$(for url in $coordinators; do
    status_of "$url" | grep -q "\"answeredBy\":\"$node\"" && echo "$url"
  done)
  other=$(echo "$coordinators" | grep -vxF "$its_url" | head -n 1)
  ;;
esac
state=$(member_state "$other" "$node")
[ "$state" = HEALTHY ] || die "$node is $state, and only a HEALTHY member can show how it fails." \
  "GET $other/cluster/status lists the members."
before=$(incarnation)
newest=$(fetch "$other/api/v1/events?limit=1" | field newest)
newest=${newest:-0}
say "Failure: $action of $node ($SYSTEM)"
"$action"
code=$(operate POST "/api/v1/members/$node/readmit" '{"reason": "simulate-failure.sh ends"}')
case $code in
2*) good "its flap points are cleared" ;;
*) bad "its flap points are not cleared: readmit answered $code" ;;
esac
finish "Failure: $action of $node"
