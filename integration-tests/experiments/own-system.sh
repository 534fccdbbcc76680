# A system of its own for an experiment, with settings of its own, which ends with it: for the scripts beside it, which read
# this file after running-system.sh.
#
#   SYSTEM=bellwether|compose    processes of ./bellwether up, or containers of docker-compose.yml; bellwether where nothing is said
#
# Neither touches what runs here already: it has another home or another project, and free ports.
# shellcheck shell=sh

SYSTEM=${SYSTEM-bellwether}
# Where files of the experiment are, its home among them.
scratch=$(mktemp -d)
own_up=no
# Members of the cluster, which all get the settings.
own_services="cluster-coordinator cluster-coordinator-2 cluster-coordinator-3 log-producer log-consumer api-gateway"

own_system_end() {
  [ "$own_up" = no ] || {
    say "  stopping it"
    case $SYSTEM in
    compose) compose down -v --remove-orphans >/dev/null 2>&1 ;;
    *) bellwether down >/dev/null 2>&1 ;;
    esac
  }
  own_up=no
}

own_clean_up() {
  own_system_end
  rm -rf "$scratch"
}

trap 'own_clean_up; exit 130' INT TERM

# own_system_begin PRODUCERS [SETTING=VALUE...]: each setting as its environment variable, such as CLUSTER_GOSSIP_FANOUT=2.
# OWN_UP holds further words for ./bellwether up.
own_system_begin() {
  own_producers=$1
  shift
  say "  starting ${own_producers} producer(s) and the rest (${SYSTEM})${*:+ with $*}"
  own_up=yes
  case $SYSTEM in
  compose) own_containers "$@" ;;
  bellwether)
    BELLWETHER_HOME=$(mktemp -d "$scratch/home.XXXXXX")
    # shellcheck disable=SC2086 # words
    env "$@" "$root/bellwether" up --free-ports --scale "log-producer=$own_producers" ${OWN_UP-} >"$scratch/up" 2>&1
    ;;
  *) die "SYSTEM is '$SYSTEM'; it can be compose or bellwether." ;;
  esac || {
    cat "$scratch/up" >&2
    own_clean_up
    die "The system for the experiment did not start; what it said stands above."
  }
  find_system
  first=$(echo "$coordinators" | head -n 1)
  within 60 own_all_healthy $((own_producers + 5)) || {
    own_clean_up
    die "Not all $((own_producers + 5)) members were HEALTHY within a minute."
  }
}

own_all_healthy() { # HOW-MANY
  status=$(status_of "$first")
  [ "$(echo "$status" | field healthyNodes)" = "$1" ] && [ "$(echo "$status" | field hasQuorum)" = true ]
}

own_containers() { # SETTING=VALUE...
  {
    say "services:"
    for service in $own_services; do
      say "  $service:"
      say "    environment:"
      # One that changes nothing, so that there always is one.
      say "      BELLWETHER_EXPERIMENT: 'yes'"
      for setting; do say "      ${setting%%=*}: '${setting#*=}'"; done
    done
  } >"$scratch/settings.yml"
  export COMPOSE_PROJECT_NAME="experiment-$$" COMPOSE_FILE="$root/docker-compose.yml:$scratch/settings.yml"
  # Of this process's own, below those that the machine gives away by itself.
  port=$((20000 + $$ % 500 * 20))
  for name in COORDINATOR COORDINATOR_2 COORDINATOR_3 PRODUCER CONSUMER GATEWAY KAFKA POSTGRES REDIS PROMETHEUS GRAFANA; do
    port=$((port + 1))
    export "${name}_PORT=$port"
  done
  # Several cannot share one.
  [ "$own_producers" -eq 1 ] || PRODUCER_PORT=0
  # shellcheck disable=SC2086 # words
  compose up -d --wait --scale "log-producer=$own_producers" $own_services >"$scratch/up" 2>&1
}

# metric_of URL NAME[{LABEL="VALUE"]: the sum of all series whose line begins so
metric_of() {
  fetch "$1/actuator/prometheus" | awk -v begin="$2" 'index($0, begin) == 1 { sum += $NF } END { printf "%.6f\n", sum }'
}

members_named() { # PREFIX: ids of members, by line
  status_of "$first" | grep -o "\"nodeId\":\"$1[^\"]*\"" | cut -d '"' -f 4
}
