#!/bin/sh
# Sustained load through the gateway, with a live table of scores, and at its end what was served and what was found out.
#
#   integration-tests/load-test.sh [--seconds N] [--rate N] [--goal PERCENT] [--kill NODE]
#
#   --seconds   for how long, 60 where nothing is said
#   --rate      lines a second, 100; these are whole requests of curl, and this machine makes them too
#   --goal      the share of requests that has to be answered with success, 99.9; with --kill 99
#   --kill      kill -9 of this node after a third of the time, started again after two thirds
#
# Exit code 0 if the goal was reached, 1 if not, 2 if the machine was too slow to say. It runs against docker-compose and
# ./bellwether up alike; see running-system.sh.
# shellcheck disable=SC2329 # functions are called through `check`, `within` and by traps
set -u
. "$(dirname -- "$0")/running-system.sh"
. "$(dirname -- "$0")/load.sh"

usage="usage: $0 [--seconds N] [--rate N] [--goal PERCENT] [--kill NODE]"
period=60 rate=100 goal='' victim=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || die "$usage"
  case $1 in
  --seconds | --rate)
    case $2 in
    *[!0-9]* | '' | 0) die "$1 takes a whole number above 0, got '$2'" "$usage" ;;
    esac
    ;;
  esac
  case $1 in
  --seconds) period=$2 ;;
  --rate) rate=$2 ;;
  --goal) goal=$2 ;;
  --kill) victim=$2 ;;
  *) die "$usage" ;;
  esac
  shift 2
done
[ -n "$goal" ] || goal=$([ -n "$victim" ] && echo 99 || echo 99.9)
[ "$rate" -le 500 ] || die "--rate is at most 500 here: every 25 requests a second are a process of curl." \
  "For more there is ./bellwether bench."

window=5
killed=no

clean_up() {
  load_forget
  [ -z "${marks-}" ] || rm -f "$marks"
  [ "$killed" = no ] || node_does "$victim" start
}

detections() { # "COUNT SUM" of all losses that a leader has measured
  for url in $coordinators; do
    fetch "$url/actuator/prometheus"
  done | awk '/^cluster_detection_latency_seconds_count/ { n += $NF } /^cluster_detection_latency_seconds_sum/ { s += $NF }
    END { printf "%d %.3f\n", n, s }'
}

newest_event() {
  newest=$(fetch "$first/api/v1/events?limit=1" | field newest)
  echo "${newest:-0}"
}

legend() { # the members by number, so that a line of the table holds all of them
  say "  members, by number:"
  echo "$names" | awk '{ printf "  %4d  %s\n", NR, $1 }'
}

row() { # SECONDS: what happened since the last one
  now_scores=$(scores)
  new=$(echo "$now_scores" | cut -d ' ' -f 1 | grep -vxF "$names")
  if [ -n "$new" ]; then
    names=$(printf '%s\n%s' "$names" "$new")
    legend
  fi
  columns=$(echo "$names" | while read -r name; do
    echo "$now_scores" | awk -v name="$name" '$1 == name { found = 1
      printf "%5s", $3 == "HEALTHY" ? $2 : substr($3, 1, 2) $2 } END { if (!found) printf "    -" }'
  done)
  load_summary "$marks" | {
    read -r count failures p50 p99
    printf '  %4d  %6.1f  %6d  %5d  %5d %s\n' "$1" "$(awk -v n="$count" -v w=$window 'BEGIN { print n / w }')" \
      "$failures" "$p50" "$p99" "$columns"
  }
}

# "NAME MILLISECONDS" of processor time so far for each process of the system and its children; nothing where that cannot be told.
processor_time() {
  case $SYSTEM in
  compose)
    compose ps --format '{{.Service}} {{.ID}}' | while read -r name id; do
      docker exec "$id" cat /sys/fs/cgroup/cpu.stat 2>/dev/null </dev/null |
        awk -v name="$name" '$1 == "usage_usec" { printf "%s %d\n", name, $2 / 1000 }'
    done
    ;;
  bellwether)
    [ -r /proc/self/stat ] || return 0
    {
      nodes | awk '$5 != "" { print "node", $1, $5 }'
      cat /proc/[0-9]*/stat 2>/dev/null
    } | awk -v hertz="$(getconf CLK_TCK)" '
      $1 == "node" { name[$3] = $2; next }
      { pid = $1; sub(/^[0-9]+ \(.*\) /, ""); of = (pid in name) ? pid : $2; ticks[of] += $12 + $13 }
      END { for (pid in name) printf "%s %d\n", name[pid], 1000 * ticks[pid] / hertz }'
    ;;
  esac
}

# What a line costs in each of them, the dearest first, and how many lines a second that makes for a core.
costs() { # LINES
  processor_time | BEFORE=$processors awk -v lines="$1" '
    BEGIN { n = split(ENVIRON["BEFORE"], was, "[ \n]+"); for (i = 1; i < n; i += 2) spent[was[i]] -= was[i + 1] }
    { spent[$1] += $2 }
    END { for (name in spent) if (spent[name] > 0) printf "%.2f %s\n", spent[name] / lines, name }' | sort -rn |
    awk '{ sum += $1; if ($1 >= 0.05) shown = shown ", " $2 " " $1 }
      END { if (sum > 0) printf "  processor time of a line: %.2f ms, %d lines a second for a core%s\n", sum, 1000 / sum, shown }'
}

find_system
[ -n "$gateway" ] || die "No gateway runs, and the load goes through it. Start it: docker-compose up -d, or ./bellwether up."
first=$(echo "$coordinators" | head -n 1)
trap 'clean_up; exit 130' INT TERM
names=$(scores | cut -d ' ' -f 1)
[ -n "$names" ] || die "No coordinator tells who is in the cluster: GET $first/cluster/status."
if [ -n "$victim" ]; then
  echo "$names" | grep -qxF "$victim" || die "$victim is no member; GET $first/cluster/status lists them."
fi
marks=$(mktemp)
begin_event=$(newest_event)
detected=$(detections)
say "Load: $rate lines a second for $period s to $gateway ($SYSTEM)"
legend
say "  Scores under their number; a state other than HEALTHY by its first two letters, - for no member."
printf '  %4s  %6s  %6s  %5s  %5s %s\n' s "req/s" failed "p50" "p99" \
  "$(echo "$names" | awk '{ printf "%5d", NR }')"
processors=$(processor_time)
load_begin "$rate" "$period"
started=$(now)
tick=0
while [ $((tick * window)) -lt "$period" ]; do
  tick=$((tick + 1))
  while [ $(($(now) - started)) -lt $((tick * window * 1000)) ]; do doze; done
  row $((tick * window))
  if [ -n "$victim" ] && [ "$killed" = no ] && [ $((tick * window * 3)) -ge "$period" ] &&
    [ $((tick * window * 3)) -lt $((period * 2)) ]; then
    node_does "$victim" kill
    killed=yes
    say "        $victim was killed"
  elif [ "$killed" = yes ] && [ $((tick * window * 3)) -ge $((period * 2)) ]; then
    (node_does "$victim" start) &
    killed=no
    say "        $victim is started again"
  fi
done
wait_until=$(($(now) + 10000))
for pid in $load_pids; do
  while kill -0 "$pid" 2>/dev/null && [ "$(now)" -lt "$wait_until" ]; do doze; done
done
load_end
ended=$(now)
read -r count failures p50 p99 <<END
$(load_summary)
END
say "Summary"
say "  $count requests in $(seconds $((ended - started))) s, $failures failed; half within $p50 ms, 99 of 100 within $p99 ms"
[ -z "$processors" ] || costs "$count"
lost=$(fetch "$first/api/v1/events?limit=500&type=member&after=$begin_event" |
  grep -o '"subject":"[^"]*"[^}]*"to":"\(UNREACHABLE\|REMOVED\|QUARANTINED\)"' |
  sed 's/"subject":"\([^"]*\)".*"to":"\([A-Z]*\)"/\1 \2/')
if [ -n "$lost" ]; then
  echo "$lost" | while read -r node state; do say "  $node became $state"; done
else
  say "  nobody was lost meanwhile"
fi
read -r before_count before_sum after_count after_sum <<END
$detected $(detections)
END
if [ "$after_count" -gt "$before_count" ]; then
  say "  time to detect: $(awk -v n=$((after_count - before_count)) -v s="$after_sum" -v b="$before_sum" \
    'BEGIN { printf "%.1f s in the mean of %d", (s - b) / n, n }')"
fi
enough=$(awk -v n="$count" -v f="$failures" -v g="$goal" 'BEGIN { print (n > 0 && 100 * (n - f) / n >= g) ? "yes" : "no" }')
share=$(awk -v n="$count" -v f="$failures" 'BEGIN { printf "%.3f", (n > 0 ? 100 * (n - f) / n : 0) }')
if [ "$enough" = yes ]; then good "served: $share %; goal: $goal %"; else bad "served: $share %; goal: $goal %"; fi
wait
clean_up
finish "Load"
