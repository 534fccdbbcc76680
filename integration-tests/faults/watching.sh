# What a script about one node that fails looks at. Read by simulate-failure.sh, after running-system.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by the script and by promises.sh, called by name

# The command that mends what is broken just now; empty where nothing is.
mending=

mend() {
  command=$mending
  mending=
  [ -z "$command" ] || "$command" || say "  note   '$command' failed; look at $node yourself"
}

clear_points() {
  code=$(operate POST "/api/v1/members/$node/readmit" '{"reason": "simulate-failure.sh ends"}')
  case $code in
  2*) good "its flap points are cleared" ;;
  *) bad "its flap points are not cleared: readmit answered $code" ;;
  esac
}

# The same while the script goes on; `mended` waits for its end.
mend_meanwhile() {
  mend &
  mender=$!
  mending=
}

mended() { wait "$mender"; }

# Sets `node` where it is not named, `its_url` if it is a coordinator, `other` and `others`, whom one asks about it,
# `before`, its incarnation, and `newest`, the last event.
look_at_the_node() {
  other=$(echo "$coordinators" | head -n 1)
  [ -n "$node" ] || node=$(default_node)
  its_url=
  case $node in
  coordinator-*)
    its_url=$(for url in $coordinators; do
      status_of "$url" | grep -q "\"answeredBy\":\"$node\"" && echo "$url"
    done)
    ;;
  esac
  others=$(echo "$coordinators" | grep -vxF "${its_url:-none}")
  other=$(echo "$others" | head -n 1)
  [ -n "$other" ] || die "There is no coordinator besides $node that could tell what becomes of it."
  state=$(member_state "$other" "$node")
  [ "$state" = HEALTHY ] || die "$node is $state, and only a HEALTHY member can show how it fails." \
    "GET $other/cluster/status lists the members."
  before=$(incarnation)
  newest=$(fetch "$other/api/v1/events?limit=1" | field newest)
  newest=${newest:-0}
}

default_node() {
  if [ "$action" = disk ]; then
    leading=$(leader)
    for name in coordinator-1 coordinator-2; do
      [ "$name" = "$leading" ] || break
    done
    echo "$name"
  else
    status_of "$other" | grep -o '"nodeId":"log-producer-[^"]*"' | head -n 1 | cut -d '"' -f 4
  fi
}

is_coordinator() { [ -n "$its_url" ]; }

incarnation() { fetch "$other/api/v1/members/$node" | field incarnation; }

leader() { status_of "$other" | field leader; }

term() { status_of "$other" | field term; }

score() { fetch "$other/api/v1/members/$node" | field healthScore; }

another_leads() {
  case $(leader) in
  '' | null | "$node") return 1 ;;
  esac
}

# promised NAME MIN MAX: whether `took` is between them
promised() {
  if [ "$took" -gt $(($3 * 1000 + 200)) ] || [ "$took" -lt $(($2 * 1000)) ]; then
    bad "$1 after $(seconds "$took") s; promised: $2 to $3 s"
  else
    good "$1 after $(seconds "$took") s; promised: $2 to $3 s"
  fi
}

# step NAME FROM MIN MAX COMMAND...: until the command succeeds; `at` is when that was
step() {
  name=$1 since=$2 min=$3 max=$4
  shift 4
  left=$((max - ($(now) - since) / 1000))
  [ "$left" -gt 0 ] || left=1
  if within "$left" "$@"; then
    at=$(now)
    took=$((at - since))
    promised "$name" "$min" "$max"
  else
    at=$(now)
    bad "$name: not within $max s; it is $(member_state "$other" "$node")"
  fi
}

# become STATES FROM MIN MAX: until all coordinators that can be asked say so
become() { step "$1" "$2" "$3" "$4" everywhere "$node" "$1" "$its_url"; }

unreachable() { step UNREACHABLE "$1" 0 "$PROMISE_UNREACHABLE" everywhere "$node" "UNREACHABLE QUARANTINED" "$its_url"; }

# It counts from the last beat, which was up to a second before.
removed() { # FROM
  step REMOVED "$1" $((PROMISE_REMOVED_MIN - 1)) "$PROMISE_REMOVED" everywhere "$node" GONE "$its_url"
}

# back FROM MAX: heard again, then stable
back() {
  step "a member again" "$1" 0 "$2" everywhere "$node" "RECOVERING HEALTHY JOINING" "$its_url"
  if within $((PROMISE_STABLE + 15)) everywhere "$node" HEALTHY "$its_url"; then
    # By the cluster's own time, because here it is seen when it is looked at.
    heard=$(moves "$node" RECOVERING | tail -n 1 | field clusterMillis)
    well=$(moves "$node" HEALTHY | tail -n 1 | field clusterMillis)
    took=$((${well:-0} - ${heard:-0}))
    promised "recovered and stable" "$PROMISE_STABLE_MIN" "$PROMISE_STABLE"
  else
    bad "recovered and stable: not within $((PROMISE_STABLE + 15)) s; it is $(member_state "$other" "$node")"
  fi
}

a_higher_incarnation() {
  after=$(incarnation)
  if [ "${after:-0}" -gt "${before:-0}" ]; then
    good "a higher incarnation: $after after $before"
  else
    bad "incarnation $after after $before"
  fi
}

the_same_incarnation() {
  after=$(incarnation)
  if [ "$after" = "$before" ]; then good "the same incarnation: $after"; else bad "incarnation $after after $before"; fi
}

# another_leader FROM WAS-LEADER: where the node led, somebody else does. Only a leader can commit that the node is
# UNREACHABLE, so that is promised a second after the latest time for which a leader is.
another_leader() {
  if [ "$2" = "$node" ]; then
    [ "$PROMISE_UNREACHABLE" -gt "$PROMISE_LEADER" ] || PROMISE_UNREACHABLE=$((PROMISE_LEADER + 1))
    step "another coordinator leads" "$1" 0 "$PROMISE_LEADER" another_leads
    say "         it is $(leader)"
  fi
}

# moves SUBJECT STATES: the moves of members since the beginning, one by line
moves() {
  fetch "$other/api/v1/events?limit=500&type=member.moved&after=$newest" | grep -o '{[^{}]*}' |
    grep "\"subject\":\"$1\"" | grep "\"to\":\"\($2\)\""
}

how_often() { moves "$node" "$1" | wc -l | tr -d ' '; } # STATES

never() { # STATE
  count=$(how_often "$1")
  if [ "$count" -eq 0 ]; then good "never $1"; else bad "$1 $count times"; fi
}

nobody_else_moved() {
  moved=$(moves '[^"]*' 'UNREACHABLE\|REMOVED\|QUARANTINED' | grep -v "\"subject\":\"$node\"" |
    sed 's/.*"subject":"\([^"]*\)".*"to":"\([^"]*\)".*/\1 became \2/')
  if [ -z "$moved" ]; then
    good "nobody else was accused"
  else
    bad "others were accused:"
    echo "$moved" | sed 's/^/         /'
  fi
}

until_passed() { # FROM SECONDS
  while [ $(($(now) - $1)) -lt $(($2 * 1000)) ]; do doze; done
}
