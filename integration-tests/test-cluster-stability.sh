#!/bin/sh
# Watches the coordinators for a while under a trickle of writes; `--help` tells more. It runs against docker-compose and
# ./bellwether up alike; see running-system.sh.
# shellcheck disable=SC2329 # functions are called through `check`, `within` and by their names
set -u
. "$(dirname -- "$0")/running-system.sh"

usage() {
  cat <<'END'
usage: integration-tests/test-cluster-stability.sh [--seconds N | --minutes N | --hours N]

Watches the coordinators under a trickle of writes, for 45 s where nothing is said: no connection error, a leader within
10 s, the Raft loop ticking, the term stable, the commit index rising. Every five minutes a longer run shows how it
stands; Ctrl-C ends it with a verdict about what it saw. Exit code 0 if all of it held, 1 if not.
END
}

period=45
case ${1-} in
'') ;;
--seconds | --minutes | --hours)
  case ${2-} in
  '' | *[!0-9]* | 0*) die "$1 takes a whole number from 1 on, got '${2-}'." "$(usage)" ;;
  esac
  case $1 in
  --seconds) period=$2 ;;
  --minutes) period=$(($2 * 60)) ;;
  --hours) period=$(($2 * 3600)) ;;
  esac
  ;;
-h | --help)
  usage
  exit 0
  ;;
*) die "$(usage)" ;;
esac
# Seconds between two lines of a long run.
PROGRESS=${PROGRESS:-300}

key=/api/v1/config/stability/beat
term_max=5
stale_max=100

leader_known() {
  for url in $coordinators; do
    case $(status_of "$url" | field leader) in
    '' | null) return 1 ;;
    esac
  done
}

cluster() { fetch "$first/api/v1/cluster"; }

# metric NAME: the sum over all coordinators, empty where none tells it
metric() {
  for url in $coordinators; do
    fetch "$url/actuator/prometheus"
  done | awk -v name="$1" '
    { bare = $1; sub(/[{].*/, "", bare) }
    bare == name { sum += $NF; seen = 1 }
    END { if (seen) printf "%.0f\n", sum }'
}

failed_calls() {
  for url in $coordinators; do
    fetch "$url/actuator/prometheus"
  done | awk '/^raft_rpc_call_total[{].*success="false"/ { sum += $NF } END { printf "%.0f\n", sum }'
}

rises() { # NAME BEFORE AFTER
  if [ "${3:-0}" -gt "${2:-0}" ]; then good "$1: $2 to $3"; else bad "$1: ${2:-unknown} to ${3:-unknown}"; fi
}

progress() {
  passed=$((($(now) - started) / 1000))
  say "$(printf '  %d:%02d   %d requests, %d failed; %d writes, %d failed; term %s, %d changes; entry %s' $((passed / 3600)) \
    $((passed / 60 % 60)) "$asked" "$errors" "$writes" "$writes_failed" "$term" "$elections" "$(cluster | field commitIndex)")"
}

find_system
token=$(operator_token) || die "The operator token cannot be read, so nothing can be written."
first=$(echo "$coordinators" | head -n 1)
say "Cluster stability for $period s ($SYSTEM)"
if within 10 leader_known; then
  good "a leader is known to all, after $(seconds "$took") s; promised: 10 s"
else
  bad "no leader is known to all within 10 s"
fi
begin=$(cluster)
term=$(echo "$begin" | field term)
ticks=$(metric raft_loop_ticks_total)
refused=$(failed_calls)
end=$(($(now) + period * 1000))
asked=0 errors=0 writes=0 writes_failed=0 elections=0
started=$(now) shown=$(now) interrupted=false
trap 'interrupted=true' INT TERM
while [ "$interrupted" = false ] && [ "$(now)" -lt "$end" ]; do
  for url in $coordinators; do
    seen=$(status_of "$url" | field term)
    # Ctrl-C ends the request too.
    [ "$interrupted" = false ] || break
    asked=$((asked + 1))
    if [ -z "$seen" ]; then
      errors=$((errors + 1))
    elif [ "$seen" != "$term" ]; then
      elections=$((elections + 1))
      term=$seen
    fi
  done
  code=$(operate PUT "$key" "\"$((writes + 1))\"")
  [ "$interrupted" = false ] || break
  writes=$((writes + 1))
  case $code in
  2*) ;;
  *) writes_failed=$((writes_failed + 1)) ;;
  esac
  if [ $(($(now) - shown)) -ge $((PROGRESS * 1000)) ]; then
    shown=$(now)
    progress
  fi
  sleep 1
done
trap - INT TERM
[ "$interrupted" = false ] || say "  note   interrupted after $((($(now) - started) / 1000)) s of $period"
finished=$(cluster)
code=$(operate DELETE "$key")
if [ "$errors" -eq 0 ]; then good "no connection error in $asked requests"; else bad "$errors of $asked requests failed"; fi
if [ "$writes_failed" -eq 0 ]; then good "all $writes writes were accepted"; else bad "$writes_failed of $writes writes failed"; fi
if [ "$elections" -eq 0 ]; then good "the term did not change: $term"; else bad "the term changed $elections times, to $term"; fi
if [ "$term" -le "$term_max" ]; then good "and is at most $term_max"; else say "  note   the term is $term; more than $term_max are from before"; fi
rises "the commit index rises" "$(echo "$begin" | field commitIndex)" "$(echo "$finished" | field commitIndex)"
if [ -n "$ticks" ]; then
  rises "the Raft loop ticks" "$ticks" "$(metric raft_loop_ticks_total)"
else
  rises "cluster time goes on" "$(echo "$begin" | field clusterMillis)" "$(echo "$finished" | field clusterMillis)"
fi
lost=$(($(failed_calls) - refused))
if [ "$lost" -eq 0 ]; then good "no call between coordinators failed"; else bad "$lost calls between coordinators failed"; fi
stale=$(metric raft_stale_term_total)
if [ "${stale:-0}" -lt "$stale_max" ]; then good "stale terms: ${stale:-none counted}"; else bad "stale terms: $stale, promised under $stale_max"; fi
case $code in
2*) ;;
*) bad "what was written could not be deleted again: $code" ;;
esac
finish "Cluster stability"
