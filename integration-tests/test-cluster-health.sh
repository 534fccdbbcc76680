#!/bin/sh
# Looks whether the cluster that runs here is well: every service healthy, membership kept, a quorum, health checks that
# answer, and a further producer that is discovered by itself.
#
#   integration-tests/test-cluster-health.sh [--no-scale]
#
# Exit code 0 if so, 1 if not. It runs against docker-compose and ./bellwether up alike; see running-system.sh.
# shellcheck disable=SC2329 # functions are called through `check`, `within` and by their names
set -u
. "$(dirname -- "$0")/running-system.sh"

scale=true
case ${1-} in
'') ;;
--no-scale) scale=false ;;
*) die "usage: $0 [--no-scale]" ;;
esac

services_are_healthy() {
  if [ "$SYSTEM" = compose ]; then
    states=$(for id in $(compose ps -q cluster-coordinator cluster-coordinator-2 cluster-coordinator-3 \
      log-producer log-consumer api-gateway); do
      docker inspect -f '{{.Name}} {{.State.Health.Status}}' "$id"
    done)
    ill=$(echo "$states" | grep -v ' healthy$')
  else
    states=$(nodes | cut -d ' ' -f 1,3)
    ill=$(echo "$states" | grep -v ' healthy$')
  fi
  [ -z "$ill" ] || say "         $ill"
  [ -n "$states" ] && [ -z "$ill" ]
}

answers() { # PATH WANTED: at every coordinator
  for url in $coordinators; do
    fetch "$url$1" | grep -q "$2" || return 1
  done
}

one() { # FIELD: the same for all coordinators, and told by each
  values=$(for url in $coordinators; do
    status_of "$url" | field "$1"
  done)
  [ "$(echo "$values" | wc -l)" -eq "$(echo "$coordinators" | wc -l)" ] && [ "$(echo "$values" | sort -u | wc -l)" -eq 1 ] &&
    [ -n "$values" ] && [ "$values" != null ]
}

all_members_healthy() {
  for url in $coordinators; do
    status=$(status_of "$url")
    total=$(echo "$status" | field totalNodes)
    [ -n "$total" ] && [ "$total" -ge 6 ] && [ "$total" = "$(echo "$status" | field healthyNodes)" ] || return 1
  done
}

membership_kept() {
  before=$(status_of "$first" | field epoch)
  sleep 10
  [ -n "$before" ] && [ "$before" = "$(status_of "$first" | field epoch)" ]
}

health_checks() { # how many rounds through health checks somebody has counted
  fetch "$gateway/actuator/prometheus" | awk '/^cluster_health_checks_total/ { sum += $NF } END { printf "%d\n", sum }'
}

health_checks_go_on() {
  before=$(health_checks)
  within 15 health_checks_above "${before:-0}"
}

health_checks_above() { [ "$(health_checks)" -gt "$1" ]; }

producers() { status_of "$first" | grep -o '"nodeId":"log-producer-[^"]*","status":"HEALTHY"' | wc -l; }

producers_are() { [ "$(producers)" -eq "$1" ]; }

scale_producers() {
  if [ "$SYSTEM" = compose ]; then
    # Several cannot share a port of this machine: each new one gets a free one.
    PRODUCER_PORT=0 compose up -d --no-recreate --no-build --scale "log-producer=$1" log-producer >/dev/null 2>&1
  else
    bellwether up --scale "log-producer=$1" >/dev/null 2>&1
  fi
}

gateway_knows_service() { fetch "$gateway/actuator/health" | grep -q '"cluster"'; }

find_system
first=$(echo "$coordinators" | head -n 1)
say "Cluster health ($SYSTEM)"
check "every service is healthy" services_are_healthy
check "coordinators are up" answers /health '"up"'
check "coordinators are ready, by a read through the log" answers /health/ready '"ready"'
check "a majority stands behind a leader" answers /cluster/status '"hasQuorum":true'
check "all coordinators name the same leader" one leader
check "all coordinators hold the same members (epoch)" within 5 one epoch
check "every member is HEALTHY, six or more of them" within 30 all_members_healthy
check "membership is kept: no change in 10 s" membership_kept
check "health checks answer and are counted" health_checks_go_on
check "the gateway is a member and tells of its cluster" gateway_knows_service
if [ "$scale" = true ]; then
  count=$(producers)
  if scale_producers $((count + 1)) && within 60 producers_are $((count + 1)); then
    good "a further producer is discovered, $(seconds "$took") s after it was started"
  else
    bad "a further producer is discovered"
  fi
  if scale_producers "$count" && within 30 producers_are "$count"; then
    good "it leaves when it is stopped"
  else
    bad "it leaves when it is stopped"
  fi
fi
finish "Cluster health"
