# A node that is cut off from the network of the cluster, and still answers on its own port. Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name
. "$root/integration-tests/faults/network.sh"

partition_is_possible() { network_can_be_broken; }

connect_again() {
  if [ "$SYSTEM" = compose ]; then connect_container; else bellwether heal "$node" >/dev/null; fi
}

cut_off() {
  if [ "$SYSTEM" = compose ]; then
    docker network disconnect "$network" "$id" || die "$node could not be disconnected from $network."
  else
    bellwether partition "$node" >/dev/null || die "'./bellwether partition $node' failed."
  fi
}

# What it says of itself, by its own port.
own_view() {
  if is_coordinator; then status_of "$own_url"; else fetch "$own_url/actuator/cluster"; fi
}

says() { [ "$(own_view | field mode)" = "$1" ]; } # MODE

# Its own answer to a write, without going where it points to: "TEXT CODE".
write_there() {
  curl -sS -m 15 -w ' %{http_code}' -X PUT -H "Authorization: Bearer $token" -d '"cut"' \
    "$own_url/api/v1/config/simulate-failure/cut" 2>/dev/null
}

refuses_writes() {
  answer=$(write_there)
  case $answer in
  *'No leader available'*' 503') ;;
  *) return 1 ;;
  esac
}

reads_are_marked_stale() {
  headers=$(curl -sS -m 5 -o /dev/null -D - "$own_url/cluster/status" 2>/dev/null | tr -d '\r')
  echo "$headers" | grep -q '^HTTP[^ ]* 200' || return 1
  stale=$(echo "$headers" | sed -n 's/^[Xx]-[Cc]luster-[Ss]taleness-[Mm]s: *//p')
  [ "${stale:-0}" -gt 200 ]
}

partition() {
  own_url=$(url_of "$node")
  was_leader=$(leader)
  mending=connect_again
  cut=$(now)
  cut_off
  say "  0.0 s  $node was cut off"
  another_leader "$cut" "$was_leader"
  step "it says itself that it is read-only" "$cut" 0 "$PROMISE_READ_ONLY" says READ_ONLY
  if is_coordinator; then
    step "it refuses writes, 503 'No leader available'," "$cut" 0 $((PROMISE_READ_ONLY + PROMISE_GRACE)) refuses_writes
    if reads_are_marked_stale; then
      good "it answers reads, and says that what it knows is $stale ms old"
    else
      bad "it does not answer reads, or does not say how old what it knows is"
    fi
  fi
  unreachable "$cut"
  say "         its own view: mode $(own_view | field mode), leader $(own_view | field leader)"
  removed "$cut"
  nobody_else_moved
  healed=$(now)
  mend
  say "         $node was connected again after $(seconds $((healed - cut))) s"
  step "it says itself that it can write" "$healed" 0 "$PROMISE_BACK" says READ_WRITE
  back "$healed" "$PROMISE_BACK"
  a_higher_incarnation
  nobody_else_moved
}
