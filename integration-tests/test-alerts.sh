#!/bin/sh
# Breaks the running system in four ways, and waits for the alerts that have to say so; `--help` tells more.
# shellcheck disable=SC2329 # functions are called through `within`
set -u
. "$(dirname -- "$0")/running-system.sh"

usage() {
  cat <<'END'
Breaks the running system in four ways, and waits until Prometheus fires the alerts that have to tell of it.

  [PROMETHEUS=URL] integration-tests/test-alerts.sh

  a coordinator and a producer are killed, Redis is stopped; all are started again
  a producer is killed three times
  two coordinators stand still for longer than anybody waits, then all three

It takes about twelve minutes. Exit code 0 if every alert fired in time, 1 if one did not, or if the system was not well
at the beginning (then nothing was touched). What was broken is mended at the end, also after Ctrl-C.

  PROMETHEUS=URL   the Prometheus that watches it (docs/monitoring.md); that of docker-compose is found without
  SYSTEM=compose|bellwether, BELLWETHER_HOME=FOLDER, COMPOSE_PROJECT_NAME=NAME   which system, as for the other scripts
END
}

case ${1-} in
'') ;;
-h | --help)
  usage
  exit 0
  ;;
*) die "It takes no arguments." "$(usage)" ;;
esac

# "NODE VERB" by line: what has to be done to whom at the end.
to_mend=
asker=
begun=$(now)

elapsed() { seconds $(($(now) - begun)); }

firing() {
  fetch -G "$prometheus/api/v1/query" --data-urlencode 'query=ALERTS{alertstate="firing"}' |
    grep -o '"alertname":"[^"]*"' | cut -d '"' -f 4 | sort -u
}

fires() { firing | grep -qx "$1"; }

# expect SECONDS ALERT...: each fires within that time from now on
expect() {
  limit_of_all=$1
  since=$(now)
  shift
  for alert; do
    left=$((limit_of_all - ($(now) - since) / 1000))
    if within $((left > 1 ? left : 1)) fires "$alert"; then
      good "$alert fires after $(seconds $(($(now) - since))) s; promised: $limit_of_all s"
    else
      bad "$alert does not fire within $limit_of_all s"
    fi
  done
}

let_it() { # NODE VERB
  case $SYSTEM-$1-$2 in
  compose-redis-kill) compose kill redis >/dev/null 2>&1 ;;
  compose-redis-start) compose start redis >/dev/null 2>&1 ;;
  *) node_does "$1" "$2" ;;
  esac
}

break_it() { # NODE VERB MENDING-VERB
  to_mend="$to_mend
$1 $3"
  let_it "$1" "$2"
  say "$(elapsed) s  $1: $2"
}

mend_all() {
  mending=$to_mend
  to_mend=
  echo "$mending" | while read -r name verb; do
    [ -z "$name" ] || let_it "$name" "$verb" </dev/null
  done
}

clean_up() {
  [ -z "$asker" ] || kill "$asker" 2>/dev/null
  asker=
  mend_all
  [ -z "${producer-}" ] || readmit
}

# What it was charged for must not keep it out of the next part.
readmit() { operate POST "/api/v1/members/$producer/readmit" '{"reason": "test-alerts.sh goes on"}' >/dev/null; }

all_well() {
  for url in $coordinators; do
    status=$(status_of "$url") || return 1
    [ "$(echo "$status" | field mode)" = READ_WRITE ] || return 1
    [ "$(echo "$status" | field totalNodes)" = "$members" ] || return 1
    [ "$(echo "$status" | field healthyNodes)" = "$members" ] || return 1
  done
}

whole_again() {
  mend_all
  within 15 readmitted
  if within 120 all_well; then
    say "$(elapsed) s  all is well again"
  else
    bad "not everybody is HEALTHY 120 s after it was mended"
  fi
}

readmitted() { [ "$(readmit; member_state "$(echo "$coordinators" | head -n 1)" "$producer")" != QUARANTINED ]; }

# Only who is asked notices that its cache is gone.
ask_the_gateway() {
  while :; do
    fetch "$gateway/logs?limit=1" >/dev/null
    sleep 1
  done
}

leader() { status_of "$(echo "$coordinators" | head -n 1)" | field leader; }

# Sets `prometheus`, `members`, `producer` and `followers`, and `token`.
look() {
  find_system
  prometheus=${PROMETHEUS-}
  if [ -z "$prometheus" ] && [ "$SYSTEM" = compose ]; then
    prometheus=$(compose port prometheus 9090 2>/dev/null | sed 's,^,http://,')
  fi
  [ -n "$prometheus" ] || die "Which Prometheus watches this system? Say PROMETHEUS=http://127.0.0.1:9090 in front;" \
    "docs/monitoring.md tells how one is attached. Nothing was touched."
  fetch "$prometheus/api/v1/rules" | grep -q ClusterMemberUnreachable ||
    die "The Prometheus at $prometheus does not answer, or lacks the rules of prometheus/rules. Nothing was touched."
  token=$(operator_token) || die "The operator token cannot be read. Nothing was touched."
  status=$(status_of "$(echo "$coordinators" | head -n 1)")
  members=$(echo "$status" | field totalNodes)
  producer=$(echo "$status" | grep -o '"nodeId":"log-producer-[^"]*"' | head -n 1 | cut -d '"' -f 4)
  leading=$(leader)
  followers=$(printf 'coordinator-%s\n' 1 2 3 | grep -vx "$leading")
  all_well || die "Not everybody is HEALTHY. Bring the system up first, and wait. Nothing was touched."
  already=$(firing | tr '\n' ' ')
  [ -z "$already" ] || die "There are alerts already: $already. Nothing was touched."
}

look
say "Alerts ($SYSTEM), as $prometheus fires them"
trap 'exit 130' INT
trap 'exit 143' TERM
trap clean_up EXIT
ask_the_gateway &
asker=$!

say "Some are gone"
break_it "$producer" kill start
expect 30 ClusterMemberUnreachable
break_it "$(echo "$followers" | head -n 1)" kill start
break_it redis kill start
expect 180 BellwetherTargetDown RaftVoterMissing GatewayRedisFailing ClusterProjectionDown
whole_again

say "One comes and goes"
break_it "$producer" kill start
expect 30 ClusterMemberFlapping
mend_all
# Who has been heard for a moment only is not missed as soon as others.
within 90 everywhere "$producer" HEALTHY
break_it "$producer" kill start
within 20 everywhere "$producer" UNREACHABLE
mend_all
expect 90 BellwetherRestarting ClusterMemberQuarantined
break_it "$producer" kill start
within 40 everywhere "$producer" GONE
mend_all
expect 120 ClusterJoinsRefused
whole_again

say "No majority"
for name in $followers; do break_it "$name" pause resume; done
expect 150 RaftLeaderSteppedDown ClusterNoQuorum RaftTicksStandStill

say "No coordinator"
break_it "$leading" pause resume
# Only who wants to join asks a coordinator for anything.
let_it "$producer" kill
let_it "$producer" start &
expect 240 AgentCoordinatorsUnreachable CoordinatorNoneSeen
whole_again

clean_up
trap - INT TERM EXIT
finish "Alerts"
