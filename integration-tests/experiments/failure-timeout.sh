#!/bin/sh
# How long a dead node stays a member: cluster.failure.timeout of 10000 against 30000 milliseconds.
#
#   [SYSTEM=bellwether|compose] integration-tests/experiments/failure-timeout.sh
#
# Starts a system of its own for each, kills a producer, and looks. Exit code 0 if the two differ as the guide says, 1 if
# not, 2 if the machine was too slow to say.
# shellcheck disable=SC2329 # functions are called through `within`
set -u
here=$(dirname -- "$0")
. "$here/../running-system.sh"
. "$here/own-system.sh"

[ $# -eq 0 ] || die "usage: [SYSTEM=bellwether|compose] $0"

# state_within SECONDS STATES: sets `at`, milliseconds since the kill, or nothing
state_within() {
  at=
  within "$1" everywhere "$node" "$2" || return 1
  at=$(($(now) - dead))
}

look() { # MILLIS: sets unreachable_MILLIS and removed_MILLIS
  say "Failure timeout $1 ms"
  own_system_begin 1 "CLUSTER_FAILURE_TIMEOUT=$1"
  node=$(members_named log-producer | head -n 1)
  dead=$(now)
  node_does "$node" kill
  state_within 15 UNREACHABLE
  eval "unreachable_$1=$at"
  state_within $(($1 / 1000 + 15)) GONE
  eval "removed_$1=$at"
  own_system_end
}

told() { if [ -n "$1" ]; then seconds "$1"; else printf 'never'; fi; } # MILLIS

look 10000
look 30000
say ""
say "  cluster.failure.timeout   UNREACHABLE after   REMOVED after"
for setting in 10000 30000; do
  eval "u=\$unreachable_$setting r=\$removed_$setting"
  # shellcheck disable=SC2154 # set by eval
  printf '  %15s ms       %10s s        %10s s\n' "$setting" "$(told "$u")" "$(told "$r")"
done
say ""
near() { # WHAT MILLIS WANTED: from the time-out to five seconds more, for the judging and the asking
  if [ -n "$2" ] && [ "$2" -ge "$3" ] && [ "$2" -le $(($3 + 5000)) ]; then
    good "$1 after $(told "$2") s; promised: $(seconds "$3") to $(seconds $(($3 + 5000))) s"
  else
    bad "$1 after $(told "$2") s; promised: $(seconds "$3") to $(seconds $(($3 + 5000))) s"
  fi
}
# shellcheck disable=SC2154 # set by eval
{
  near "10000: REMOVED" "$removed_10000" 10000
  near "30000: REMOVED" "$removed_30000" 30000
  if [ -n "$unreachable_10000" ] && [ -n "$unreachable_30000" ] &&
    [ "$unreachable_10000" -lt 6500 ] && [ "$unreachable_30000" -lt 6500 ]; then
    good "requests stop going there just as early with both"
  else
    bad "UNREACHABLE later than 6.5 s"
  fi
}
own_clean_up
finish "Failure timeout"
