# Load for the scripts that need some, which read this file after running-system.sh: log lines to the gateway, by curl
# (7.84 or newer, for its pace).
# shellcheck shell=sh
# shellcheck disable=SC2154 # set by running-system.sh

# What curl wrote down of each request, one file for each of its processes; and their process ids.
load_folder=
load_pids=

# load_begin RATE SECONDS: lines a second, spread over processes that ask 25 times a second each. One process waits for an
# answer before it asks again, so a system that stalls is asked less; what it then did not serve is not counted.
load_begin() {
  # By its standard error: what goes to its standard output is held back until there is much of it.
  load_folder=$(mktemp -d)
  load_pids=
  load_each=25
  load_left=$1
  while [ "$load_left" -gt 0 ]; do
    [ "$load_left" -ge "$load_each" ] || load_each=$load_left
    load_left=$((load_left - load_each))
    curl -s -o /dev/null -m 10 --rate "$load_each/s" -w '%{stderr}%{http_code} %{time_total}\n' \
      -H 'Content-Type: application/json' -d '{"level":"INFO","service":"load-test","message":"one line among many"}' \
      "$gateway/logs?n=[1-$((load_each * $2))]" 2>"$load_folder/$load_left" &
    load_pids="$load_pids $!"
  done
}

load_end() { # at once, wherever it stands; what was written down stays until load_forget
  for pid in $load_pids; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  load_pids=
}

load_forget() {
  load_end
  [ -z "$load_folder" ] || rm -rf "$load_folder"
  load_folder=
}

# load_summary [SKIP-FILE]: "REQUESTS FAILED P50-MILLIS P99-MILLIS" of all that was answered so far, or of what came after
# the numbers of lines in SKIP-FILE, which is then renewed.
load_summary() {
  skip=${1-/dev/null}
  for file in "$load_folder"/[0-9]*; do
    seen=$(grep "^${file##*/} " "$skip" 2>/dev/null | cut -d ' ' -f 2)
    tail -n +$((${seen:-0} + 1)) "$file"
  done | awk '{ n++; if ($1 !~ /^2/) failed++; print $2 | "sort -n" }
    END { close("sort -n"); print "total", n + 0, failed + 0 }' | awk '
    $1 == "total" { n = $2; failed = $3; next }
    { time[++count] = $1 * 1000 }
    function at(q) { i = int(count * q + 0.999999); return count ? time[i < 1 ? 1 : i] : 0 }
    END { printf "%d %d %.0f %.0f\n", n, failed, at(0.5), at(0.99) }'
  [ "$skip" = /dev/null ] || for file in "$load_folder"/[0-9]*; do
    echo "${file##*/} $(wc -l <"$file" | tr -d ' ')"
  done >"$skip"
}

# "NODE SCORE STATE" for each member, as a coordinator that answers sees them.
scores() {
  for url in $coordinators; do
    status=$(status_of "$url") || continue
    [ -z "$status" ] || break
  done
  echo "$status" |
    sed -n 's/.*/&/; s/"nodeId":/\n&/gp' |
    sed -n 's/^"nodeId":"\([^"]*\)","status":"\([A-Z]*\)","healthScore":\([0-9]*\).*/\1 \3 \2/p'
}
