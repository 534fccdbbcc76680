# Finds and drives the system that runs here, for the scripts beside it, which read this file: containers of
# docker-compose.yml, or the processes of ./bellwether up. Plain sh; of other programs only curl and what every
# machine has.
#
#   SYSTEM=compose|bellwether    which of the two, where both run
#   BELLWETHER_HOME=FOLDER       the home of ./bellwether, as for the command itself
#   COMPOSE_PROJECT_NAME=NAME    the project of docker-compose, as for the command itself
# shellcheck shell=sh

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
while [ -n "$root" ] && [ ! -f "$root/docker-compose.yml" ]; do root=${root%/*}; done
BELLWETHER_HOME=${BELLWETHER_HOME-$root/.bellwether}
export BELLWETHER_HOME
failed=0
# Sleeps of a tenth of a second, and those that took twice as long.
slept=0
late=0
# The operator's; a script that changes something reads it.
token=

say() { printf '%s\n' "$*"; }

die() { # TEXT...: what is wrong and what to do, and the end
  printf '%s\n' "$@" >&2
  exit 1
}

good() { say "  ok     $*"; }

bad() {
  say "  FAILED $*"
  failed=$((failed + 1))
}

check() { # NAME COMMAND...: whether the command succeeds
  name=$1
  shift
  if "$@"; then good "$name"; else bad "$name"; fi
}

finish() { # what was looked at ends here, with the verdict as exit code
  if [ "$failed" -gt 0 ] && [ $((late * 100)) -gt "$slept" ]; then
    say "$1: void; $late of $slept short sleeps were over 100 ms late, so this says more of the machine than of us"
    exit 2
  fi
  if [ "$failed" -gt 0 ]; then
    say "$1: $failed FAILED"
    exit 1
  fi
  say "$1: passed"
  exit 0
}

# Milliseconds; whole seconds where `date` knows no better.
now() {
  millis=$(date +%s%3N)
  case $millis in
  *[!0-9]*) millis=$(($(date +%s) * 1000)) ;;
  esac
  echo "$millis"
}

seconds() { # MILLIS: as 1.2
  printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}

fetch() { curl -fsS -m 5 "$@" 2>/dev/null; }

# field NAME: of the JSON on standard input, the first value of that name; one level is enough here.
field() {
  grep -o "\"$1\" *: *\(\"[^\"]*\"\|[^,}\" ]*\)" | head -n 1 | sed 's/^"[^"]*" *: *//; s/^"//; s/"$//'
}

compose() {
  if docker compose version >/dev/null 2>&1; then
    (cd "$root" && docker compose "$@")
  else
    (cd "$root" && docker-compose "$@")
  fi
}

bellwether() { "$root/bellwether" "$@"; }

# Sets `coordinators`, their base URLs by line, and `gateway`.
# shellcheck disable=SC2034 # for the scripts
find_system() {
  if [ -z "${SYSTEM-}" ]; then
    if command -v docker >/dev/null 2>&1 && [ -n "$(compose ps -q cluster-coordinator 2>/dev/null)" ]; then
      SYSTEM=compose
    elif [ -d "$BELLWETHER_HOME" ]; then
      SYSTEM=bellwether
    else
      die "Nothing runs here: no container of docker-compose.yml, and no home of ./bellwether at $BELLWETHER_HOME." \
        "Start one of them: docker-compose up -d, or ./bellwether up."
    fi
  fi
  case $SYSTEM in
  compose)
    coordinators=$(for service in cluster-coordinator:8081 cluster-coordinator-2:8084 cluster-coordinator-3:8085; do
      compose port "${service%:*}" "${service#*:}" 2>/dev/null
    done | sed '/^[0-9.]*:[1-9]/!d; s,^,http://,')
    gateway=$(compose port api-gateway 8080 2>/dev/null | sed 's,^,http://,')
    ;;
  bellwether)
    all=$(nodes)
    coordinators=$(echo "$all" | awk '$1 ~ /^coordinator-/ { print "http://" $4 ":" $2 }')
    gateway=$(echo "$all" | awk '$1 == "api-gateway-1" { print "http://" $4 ":" $2 }')
    ;;
  *) die "SYSTEM is '$SYSTEM'; it can be compose or bellwether." ;;
  esac
  [ -n "$coordinators" ] || die "No coordinator runs. Start the system: docker-compose up -d, or ./bellwether up."
}

# Of ./bellwether: "NAME PORT STATE HOST PID" for each node; no PID where it does not run.
nodes() {
  bellwether status -o json | awk -F'"' '
    /"name" *:/ { name = $4; pid = "" }
    /"state" *:/ { state = $4 }
    /"host" *:/ { host = $4 }
    /"port" *:/ { port = $3; gsub(/[^0-9]/, "", port) }
    /"pid" *:/ { pid = $3; gsub(/[^0-9]/, "", pid) }
    /}/ { if (name != "") print name, port, state, host, pid; name = "" }'
}

# Where a node answers this machine, whatever is wrong between it and the others.
url_of() { # NODE
  case $SYSTEM in
  compose) docker port "$(container "$1")" | sed -n 's,.*-> \([0-9.]*:[0-9]*\)$,http://\1,p' | head -n 1 ;;
  bellwether) nodes | awk -v node="$1" '$1 == node { print "http://" $4 ":" $2 }' ;;
  esac
}

# The process of a node: on this machine, or in its container.
pid_of() { # NODE
  case $SYSTEM in
  compose) echo 1 ;;
  bellwether) nodes | awk -v node="$1" '$1 == node { print $5 }' ;;
  esac
}

# The container of a node, named by its id in the cluster.
container() {
  case $1 in
  coordinator-1) compose ps -aq cluster-coordinator ;;
  coordinator-[0-9]*) compose ps -aq "cluster-$1" ;;
  gateway-1) compose ps -aq api-gateway ;;
  # The rest are named after their container.
  *) echo "${1##*-}" ;;
  esac
}

# node_does NODE kill|pause|resume|start|restart
node_does() {
  case $SYSTEM-$2 in
  compose-kill) docker kill "$(container "$1")" ;;
  compose-pause) docker pause "$(container "$1")" ;;
  compose-resume) docker unpause "$(container "$1")" ;;
  compose-start) docker start "$(container "$1")" ;;
  compose-restart) docker restart "$(container "$1")" ;;
  # It starts those that do not run, too, and leaves the others alone.
  bellwether-start) bellwether restart "$1" ;;
  *) bellwether "$2" "$1" ;;
  esac >/dev/null 2>&1 || die "'$2' of $1 failed; try it by hand: SYSTEM is $SYSTEM."
}

operator_token() {
  if [ "$SYSTEM" = compose ]; then
    compose exec -T cluster-coordinator cat /run/bellwether/operator-token ||
      compose exec -T cluster-coordinator-2 cat /run/bellwether/operator-token
  else
    cat "$BELLWETHER_HOME/secrets/operator-token"
  fi
}

# operate METHOD PATH [BODY]: as the operator, at the leader; prints the status code
operate() {
  for url in $coordinators; do
    # "Trusted", because a leader on another port is another host to curl, which then keeps the token to itself.
    code=$(curl -sS -m 15 -o /dev/null -w '%{http_code}' -L --location-trusted -X "$1" \
      -H "Authorization: Bearer $token" -H 'Content-Type: application/json' ${3+-d "$3"} "$url$2" 2>/dev/null)
    case $code in
    2*) break ;;
    esac
  done
  echo "$code"
}

status_of() { fetch "$1/cluster/status"; } # URL

# member_state URL NODE: its state there, GONE where it is no member, NONE where nobody answers
member_state() {
  answer=$(curl -sS -m 5 -w '\n%{http_code}' "$1/api/v1/members/$2" 2>/dev/null)
  case $answer in
  *200) echo "$answer" | field status ;;
  *404) echo GONE ;;
  *) echo NONE ;;
  esac
}

# everywhere NODE STATE [EXCEPT-URL]: whether all coordinators that can answer say so
everywhere() {
  for url in $coordinators; do
    [ "$url" != "${3-}" ] || continue
    case " $2 " in
    *" $(member_state "$url" "$1") "*) ;;
    *) return 1 ;;
    esac
  done
}

doze() {
  dozed=$(now)
  sleep 0.1
  slept=$((slept + 1))
  [ $(($(now) - dozed)) -le 200 ] || late=$((late + 1))
}

# within SECONDS COMMAND...: waits until it succeeds; `took` is the time in milliseconds
within() {
  limit=$(($1 * 1000))
  shift
  from=$(now)
  while :; do
    if "$@"; then
      took=$(($(now) - from))
      return 0
    fi
    took=$(($(now) - from))
    [ "$took" -lt "$limit" ] || return 1
    doze
  done
}
