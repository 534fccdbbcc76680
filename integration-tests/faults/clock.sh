# A process whose wall clock jumps. libfaketime stands between it and the kernel's clock; what counts time from the start
# of the machine, by which everything is decided here, stays true. Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name

PHI_MAX=2
SCORE_LESS_MAX=10

clock_is_possible() {
  id=$(container "$node")
  own_url=$(url_of "$node")
  if [ "$SYSTEM" = compose ]; then
    library=$(docker exec "$id" sh -c 'ls /usr/lib/*/faketime/libfaketime.so.1')
    [ -n "$library" ] || die "The image of $node has no libfaketime; nothing was touched." \
      "Build the images anew: docker-compose build."
  else
    library=${LIBFAKETIME:-$(find /usr/lib /usr/lib64 -name libfaketime.so.1 2>/dev/null | head -n 1)}
    [ -e "$library" ] || die "libfaketime is missing here; install the package libfaketime (apt-get install libfaketime), or name" \
      "its libfaketime.so.1 in LIBFAKETIME. Nothing was touched."
  fi
}

# The third keeps the library from mending waits that are well: with that, Object.wait(millis) does not wait at all.
fake_clock() { # FILE: what a process is started with, as assignments
  echo "LD_PRELOAD=$library"
  echo "FAKETIME_TIMESTAMP_FILE=$1"
  echo FAKETIME_FORCE_MONOTONIC_FIX=0
  echo FAKETIME_DONT_FAKE_MONOTONIC=1
  echo FAKETIME_CACHE_DURATION=1
}

set_clock() { # OFFSET
  if [ "$SYSTEM" = compose ]; then
    docker exec "$id" sh -c "echo $1 >/tmp/clock"
  else
    echo "$1" >"$clock"
  fi
}

# A container is started through another script, so that nothing else of it changes, its name and address least of all.
# shellcheck disable=SC2016 # for the other shell
wrapping='
cd /usr/local/bin
[ -e true-run-service ] || cp -p run-service true-run-service
{
  echo "#!/bin/sh"
  sed "s/^/export /"
  echo "exec true-run-service \"\$@\""
} >run-service'

unwrapping='
cd /usr/local/bin
[ ! -e true-run-service ] || mv true-run-service run-service'

start_with_fake_clock() {
  if [ "$SYSTEM" = compose ]; then
    fake_clock /tmp/clock | docker exec -i --user 0 "$id" sh -c "$wrapping" || die "The container of $node could not be prepared."
    set_clock +0
    node_does "$node" restart
  else
    clock=$(mktemp)
    set_clock +0
    # shellcheck disable=SC2046 # a list of assignments
    env $(fake_clock "$clock") "$root/bellwether" restart "$node" >/dev/null ||
      die "$node could not be started again with $library."
  fi
}

start_with_true_clock() {
  if [ "$SYSTEM" = compose ]; then
    docker start "$id" >/dev/null && docker exec "$id" rm -f /tmp/clock && docker exec --user 0 "$id" sh -c "$unwrapping" ||
      return 1
  else
    rm -f "${clock-}"
  fi
  node_does "$node" restart
}

# Minutes by which its clock, as its answers tell it, is before that of this machine.
ahead() {
  told=$(curl -sS -m 5 -o /dev/null -D - "$own_url/actuator/health" 2>/dev/null |
    sed -n 's/^[Dd]ate: .* \([0-9][0-9]\):\([0-9][0-9]\):[0-9][0-9] GMT.*/\1 \2/p')
  [ -n "$told" ] || return 1
  echo "$told $(date -u '+%H %M')" | awk '{ print ($1 * 60 + $2 - $3 * 60 - $4 + 1440) % 1440 }'
}

is_ahead_by() { # MINUTES, one more or less because two clocks are read one after the other
  minutes=$(ahead) && [ "$minutes" -ge $(($1 - 1)) ] && [ "$minutes" -le $(($1 + 1)) ]
}

is_right() {
  minutes=$(ahead) && { [ "$minutes" -le 1 ] || [ "$minutes" -eq 1439 ]; }
}

# Looks at it twice a second; sets `states`, `lowest` score and `highest` phi.
watch_it() { # SECONDS
  states=
  lowest= highest=0
  watched=$(now)
  while [ $(($(now) - watched)) -lt $(($1 * 1000)) ]; do
    seen=$(fetch "$other/api/v1/members/$node")
    state=$(echo "$seen" | field status)
    case " $states " in
    *" ${state:-NONE} "*) ;;
    *) states="$states ${state:-NONE}" ;;
    esac
    points=$(echo "$seen" | field healthScore)
    # null: it has told none since it came back. No member at all shows as a state.
    case $points in
    '' | null) ;;
    *) if [ -z "$lowest" ] || [ "$points" -lt "$lowest" ]; then lowest=$points; fi ;;
    esac
    highest=$(printf '%s\n' "$highest" "$(echo "$seen" | field phiScore)" | sort -n | tail -n 1)
    sleep 0.5
  done
  # A score that nobody ever told was not high either.
  lowest=${lowest:-0}
}

nothing_changes() {
  watch_it "$PROMISE_UNMOVED"
  check "for $PROMISE_UNMOVED s it is HEALTHY and nothing else:$states" test "$states" = ' HEALTHY'
  check "its score was $lowest at least; it had been $points_before" test "$lowest" -ge $((points_before - SCORE_LESS_MAX))
  check "its phi was $highest at most" awk "BEGIN { exit !($highest <= $PHI_MAX) }"
  happened=$(moves '[^"]*' '[A-Z]*' | wc -l | tr -d ' ')
  check "no event about any member: $happened" test "$happened" -eq 0
  check "the same leader and term: $(leader), $(term)" test "$(leader) $(term)" = "$led"
  the_same_incarnation
}

leads() { [ "$(leader)" = "$node" ]; }

# Asked more than once: started again just now, it may have to catch up before the leader gives way to it.
made_the_leader() {
  code=$(operate POST /api/v1/leader/transfer "{\"to\": \"$node\"}")
  leads
}

lead() {
  leads || within 30 made_the_leader || bad "it could not be made the leader; asked, the leader answered $code"
}

clock() {
  mending=start_with_true_clock
  start_with_fake_clock
  within "$PROMISE_START" everywhere "$node" HEALTHY "$its_url" || die "$node did not come back with $library."
  own_url=$(url_of "$node")
  say "         $node was started again, on a clock that can be set"
  # Whose clock would count most: cluster time is told by the leader.
  is_coordinator && lead
  watch_it 5
  points_before=$lowest before=$(incarnation) led="$(leader) $(term)"
  newest=$(fetch "$other/api/v1/events?limit=1" | field newest)
  set_clock +3600
  if within 10 is_ahead_by 60; then good "its clock is an hour ahead"; else bad "its clock is $(ahead) minutes ahead, not 60"; fi
  nothing_changes
  set_clock +0
  if within 10 is_right; then good "its clock is right again"; else bad "its clock is $(ahead) minutes ahead"; fi
  nothing_changes
  mend
  say "         $node was started again, on the clock of the machine"
  check "it is HEALTHY" within "$PROMISE_START" everywhere "$node" HEALTHY "$its_url"
}
