#!/bin/sh
# How far and how fast news goes, and what it costs: cluster.gossip.fanout of 2 against 5.
#
#   [SYSTEM=bellwether|compose] integration-tests/experiments/fanout.sh [--producers N]
#
# Starts a system of its own for each, of three coordinators, a consumer, a gateway and N producers (5), lets twelve changes
# happen (a producer is drained and given back) and compares what the members have counted. A machine tells
# its own nodes everything within a millisecond, so how long news takes is from ./bellwether sim convergence. Exit code 0 if the two differ as the guide says, 1 if not.
# shellcheck disable=SC2329 # functions are called through `within`
set -u
here=$(dirname -- "$0")
. "$here/../running-system.sh"
. "$here/own-system.sh"

producers=5
case ${1-} in
'') ;;
--producers)
  case ${2-} in
  '' | *[!0-9]* | 0) die "--producers takes a whole number above 0, got '${2-}'" ;;
  esac
  producers=$2
  ;;
*) die "usage: [SYSTEM=bellwether|compose] $0 [--producers N]" ;;
esac
changes=12
# Seconds in which nothing happens but the gossip itself.
idle=20

# Base URLs of all members that can be asked from here.
everybody() {
  status_of "$first" | grep -o '"nodeId":"[^"]*"' | cut -d '"' -f 4 | while read -r name; do url_of "$name"; done
}

counted() { # NAME-WITH-LABELS: the sum over all members
  for url in $all; do metric_of "$url" "$1"; done | awk '{ s += $1 } END { printf "%.6f\n", s }'
}

drained() { [ "$(member_state "$first" "$node")" = DRAINING ]; }
undrained() { [ "$(member_state "$first" "$node")" != DRAINING ]; }

difference() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.6f\n", b - a }'; }

per() { awk -v a="$1" -v b="$2" -v u="${3-1}" 'BEGIN { printf "%.2f\n", (b > 0 ? a / b * u : 0) }'; }

look() { # FANOUT: sets hops_FANOUT and bytes_FANOUT
  say "Fanout $1"
  own_system_begin "$producers" "CLUSTER_GOSSIP_FANOUT=$1"
  token=$(operator_token)
  all=$(everybody)
  many=$(echo "$all" | wc -l | tr -d ' ')
  node=$(members_named log-producer | head -n 1)
  sent=$(counted 'cluster_gossip_bytes_total{direction="sent"')
  from=$(now)
  while [ $(($(now) - from)) -lt $((idle * 1000)) ]; do doze; done
  eval "bytes_$1=$(per "$(difference "$sent" "$(counted 'cluster_gossip_bytes_total{direction="sent"')")" "$((many * ($(now) - from)))" 1000)"
  hops=$(counted 'cluster_gossip_hops_sum{kind="view"')
  heard=$(counted 'cluster_gossip_hops_count{kind="view"')
  change=0
  while [ "$change" -lt "$changes" ]; do
    change=$((change + 1))
    operate POST "/api/v1/members/$node/drain" '{"reason": "an experiment", "ttl": "5m"}' >/dev/null
    within 5 drained || bad "change $change: $node is not DRAINING after 5 s"
    operate POST "/api/v1/members/$node/undrain" >/dev/null
    within 5 undrained || bad "change $change: $node is still DRAINING after 5 s"
  done
  heard=$(difference "$heard" "$(counted 'cluster_gossip_hops_count{kind="view"')")
  eval "hops_$1=$(per "$(difference "$hops" "$(counted 'cluster_gossip_hops_sum{kind="view"')")" "$heard")"
  eval "heard_$1=$(per "$heard" 1)"
  own_system_end
}

# What a network adds that one machine has not: seconds until all of 100 nodes have an update, longest, every fifth packet lost.
simulated() { # FANOUT
  say "  in virtual time, 100 nodes, 20 % loss"
  eval "all_$1=$(bellwether sim convergence --nodes 100 --loss 20 --fanout "$1" 2>/dev/null |
    sed -n 's/.*: update at all nodes, longest *s *\([0-9.]*\).*/\1/p')"
}

look 2
simulated 2
look 5
simulated 5
say ""
say "  $((changes * 2)) changes of the view among $((producers + 5)) members: hops until a member heard of one, and how often one did;"
say "  and bytes of gossip that a member sends while nothing happens. In virtual time: until all of 100 nodes know, a fifth lost"
say "  fanout   hops, mean   heard, times   bytes a second   known by 100"
for fanout in 2 5; do
  eval "h=\$hops_$fanout b=\$bytes_$fanout c=\$heard_$fanout a=\$all_$fanout"
  # shellcheck disable=SC2154 # set by eval
  printf '  %6s   %10s   %12.0f   %14s   %10s s\n' "$fanout" "$h" "$c" "$b" "$a"
done
say ""
less() { # TEXT A B: whether A < B
  if awk -v a="$2" -v b="$3" 'BEGIN { exit !(a < b) }'; then good "$1: $2 against $3"; else bad "$1: $2 against $3"; fi
}
# shellcheck disable=SC2154 # set by eval
{
  less "with 5 news takes fewer hops" "$hops_5" "$hops_2"
  less "with 5 all know sooner" "$all_5" "$all_2"
  less "with 2 it costs fewer bytes" "$bytes_2" "$bytes_5"
}
own_clean_up
finish "Fanout"
