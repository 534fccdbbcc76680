#!/bin/sh
# A node whose processor is taken away: what its health score says, and where its requests go.
#
#   [SYSTEM=bellwether|compose] integration-tests/experiments/health-under-stress.sh
#
# Starts a system of its own with three producers, sends 60 lines a second through the gateway, and starves one producer for 45
# seconds: in containers by `stress --cpu 4` beside it, which shares its one processor; with ./bellwether by stopping it for
# 1.6 s of every two, shorter than what anybody may call silent. Exit code 0 if its score fell by 20 points within 10 s, its
# share of the requests to less than half, and both were back within 45 s of the end; 1 if not, 2 if the machine was too slow
# to say.
# shellcheck disable=SC2329 # functions are called through `within`
set -u
here=$(dirname -- "$0")
. "$here/../running-system.sh"
. "$here/../load.sh"
. "$here/own-system.sh"

[ $# -eq 0 ] || die "usage: [SYSTEM=bellwether|compose] $0"
trap 'stress_end; load_forget; own_clean_up; exit 130' INT TERM
# Seconds of each part, and of a line of the table.
before_for=20 stress_for=45 after_for=60 window=5
fall_min=20
stress_pid=

stress_begin() {
  case $SYSTEM in
  compose) docker exec "$(container "$node")" stress --cpu 4 --timeout "${stress_for}s" >/dev/null 2>&1 & ;;
  *)
    pid=$(pid_of "$node")
    [ -n "$pid" ] || die "$node has no process."
    (
      trap 'kill -CONT "$pid"; exit 0' TERM
      while kill -STOP "$pid" 2>/dev/null; do
        sleep 1.6
        kill -CONT "$pid"
        sleep 0.4
      done
    ) &
    ;;
  esac
  stress_pid=$!
}

stress_end() {
  [ -z "$stress_pid" ] || kill "$stress_pid" 2>/dev/null
  [ -z "$stress_pid" ] || wait "$stress_pid" 2>/dev/null
  stress_pid=
}

produced() { # the lines that each producer has taken: "NODE COUNT"
  echo "$producers" | while read -r name url; do
    echo "$name $(metric_of "$url" logs_produced_total)"
  done
}

# Sets `score` and `share` of the last window, in percent.
row() { # SECONDS WHAT
  score=$(scores | awk -v node="$node" '$1 == node { print $2 }')
  now_produced=$(produced)
  # A producer that is starved may not tell its count in time; its share is then unknown and left out.
  share=$(printf '%s\n' "$was_produced" "$now_produced" | awk -v node="$node" '
    { if ($1 in old) { d = $2 - old[$1]; if ($2 == 0) gap = 1; all += d; if ($1 == node) own = d } else old[$1] = $2 }
    END { if (gap || all <= 0) print "-"; else printf "%.0f\n", 100 * own / all }')
  case $share in -) ;; *) was_produced=$now_produced ;; esac
  printf '  %5d s  %-8s %5s %8s %%\n' "$1" "$2" "${score:--}" "$share"
}

say "Health under stress ($SYSTEM)"
own_system_begin 3
node=$(members_named log-producer | head -n 1)
producers=$(members_named log-producer | while read -r name; do echo "$name $(url_of "$name")"; done)
say "  $node is starved from second $before_for to $((before_for + stress_for))"
say "             part     score    share"
load_begin 60 $((before_for + stress_for + after_for + 10))
was_produced=$(produced)
began=$(now)
score_before='' score_low=100 fell='' share_before='' share_low='' score_back='' share_back=''
second=0
while [ "$second" -lt $((before_for + stress_for + after_for)) ]; do
  second=$((second + window))
  while [ $(($(now) - began)) -lt $((second * 1000)) ]; do doze; done
  if [ "$second" -le "$before_for" ]; then
    row "$second" before
    score_before=$score
    [ "$share" = - ] || share_before=$share
    [ "$second" -ne "$before_for" ] || stress_begin
  elif [ "$second" -le $((before_for + stress_for)) ]; then
    row "$second" stress
    [ -z "$score" ] || [ "$score" -ge "$score_low" ] || score_low=$score
    if [ -z "$fell" ] && [ -n "$score" ] && [ "$score" -le $((score_before - fall_min)) ]; then fell=$((second - before_for)); fi
    # What the first ten seconds began with is still from before.
    if [ "$share" != - ] && [ "$second" -gt $((before_for + 10)) ]; then
      if [ -z "$share_low" ] || [ "$share" -lt "$share_low" ]; then share_low=$share; fi
    fi
    [ "$second" -ne $((before_for + stress_for)) ] || stress_end
  else
    row "$second" after
    if [ -z "$score_back" ] && [ -n "$score" ] && [ "$score" -ge $((score_before - 10)) ]; then
      score_back=$((second - before_for - stress_for))
    fi
    if [ -z "$share_back" ] && [ "$share" != - ] && [ $((share * 4)) -ge $((share_before * 3)) ]; then
      share_back=$((second - before_for - stress_for))
    fi
  fi
done
load_end
read -r count failures p50 p99 <<END
$(load_summary)
END
say "  $count requests, $failures failed; half within $p50 ms, 99 of 100 within $p99 ms"
load_forget
promise() { # TEXT SECONDS-OR-NOTHING MAX
  if [ -n "$2" ] && [ "$2" -le "$3" ]; then good "$1: within $2 s; promised: $3 s"; else bad "$1: ${2:-never}; promised: $3 s"; fi
}
promise "the score fell by $fall_min points, from $score_before to $score_low at last" "$fell" 10
if [ -n "$share_low" ] && [ $((share_low * 2)) -le "$share_before" ]; then
  good "its share of the requests fell from $share_before % to $share_low %; promised: half"
else
  bad "its share of the requests fell from $share_before % to ${share_low:-unknown} %; promised: half"
fi
promise "the score is back" "$score_back" 45
promise "its share is back to three quarters of what it was" "$share_back" 45
own_clean_up
finish "Health under stress"
