# A node that is left a few hundredths of a processor while it is asked all the time: what it has to do it does, and late.
# Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name

SHARE=0.02
asking=
slicing=

slow_is_possible() {
  own_url=$(url_of "$node")
  id=$(container "$node")
  pid=$(pid_of "$node")
}

# One request after the other, such as it is there for.
ask_all_the_time() {
  path='/logs?limit=1'
  ! is_coordinator || path=/cluster/status
  while :; do
    curl -sS -m 5 -o /dev/null "$own_url$path" 2>/dev/null
    sleep 0.05
  done
}

# A twentieth of the time; shorter stops than those for which anybody may call it silent.
run_in_slices() {
  while kill -STOP "$pid"; do
    sleep "$SLICE_STOPPED"
    kill -CONT "$pid"
    sleep "$SLICE_RUNNING"
  done
}

throttle() {
  if [ "$SYSTEM" = compose ]; then
    share="$SHARE of a processor"
    former=$(docker inspect -f '{{.HostConfig.NanoCpus}}' "$id")
    # No limit is told as 0; all there are is the same.
    [ "$former" != 0 ] || former=$(docker info -f '{{.NCPU}}')000000000
    docker update --cpus "$SHARE" "$id" >/dev/null || die "The processor of $node could not be limited."
  else
    share="$SLICE_RUNNING s after each stop of $SLICE_STOPPED s"
    run_in_slices 2>/dev/null &
    slicing=$!
  fi
  ask_all_the_time &
  asking=$!
}

throttle_no_more() {
  [ -z "$asking" ] || kill "$asking" 2>/dev/null
  asking=
  if [ "$SYSTEM" = compose ]; then
    docker update --cpus "$(echo "$former" | awk '{ printf "%.2f", $1 / 1e9 }')" "$id" >/dev/null
  else
    [ -z "$slicing" ] || { kill "$slicing" && wait "$slicing"; } 2>/dev/null
    slicing=
    kill -CONT "$pid"
  fi
}

points() { # its score, 0 where it is no member any more
  points=$(score)
  echo "${points:-0}"
}

it_shows() {
  seen=$(member_state "$other" "$node")
  [ "$(points)" -le $((points_before - PROMISE_POINTS)) ] || [ "$seen" != HEALTHY ]
}

# A score is told when it has moved by five points, so what others know is up to five points old.
well_again() {
  missing=$((PROMISE_POINTS / 2))
  [ "$missing" -ge 5 ] || missing=5
  [ "$(points)" -ge $((points_before - missing)) ] && everywhere "$node" HEALTHY "$its_url"
}

slow() {
  points_before=$(points)
  was_leader=$(leader)
  mending=throttle_no_more
  begun=$(now)
  throttle
  say "  0.0 s  $node is left $share; its score is $points_before"
  step "$PROMISE_POINTS points less, or another state," "$begun" 0 "$PROMISE_SLOW" it_shows
  say "         its score is $(points), and it is $(member_state "$other" "$node")"
  until_passed "$begun" $((PROMISE_REMOVED + PROMISE_UNREACHABLE))
  ended=$(now)
  say "         its score is $(points), and it is $(member_state "$other" "$node")"
  mend
  say "         it has all of its processor again, after $(seconds $((ended - begun))) s"
  step "well again" "$ended" 0 $((PROMISE_BACK + PROMISE_STABLE)) well_again
  never REMOVED
  the_same_incarnation
  count=$(how_often UNREACHABLE)
  if [ "$count" -le 1 ]; then good "UNREACHABLE $count times"; else bad "UNREACHABLE $count times; promised: once at most"; fi
  nobody_else_moved
}
