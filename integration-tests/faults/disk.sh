# A coordinator that can write nothing more: the limit of the size of its files is set to nothing, so that every write
# fails as on a disk that is full. Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name

namespace=/api/v1/config/simulate-failure
written=
writer=

disk_is_possible() {
  is_coordinator || die "$node is no coordinator, and only coordinators keep anything on a disk of their own." \
    "Name one, such as coordinator-2. Nothing was touched."
  [ "$SYSTEM" = compose ] || command -v prlimit >/dev/null 2>&1 ||
    die "prlimit is missing here; it comes with util-linux (apt-get install util-linux). Nothing was touched."
  id=$(container "$node")
}

# Files that are longer cannot grow. Of a container none: it says its last words into a pipe. What a process of
# ./bellwether says goes into a file, which has to have room for them, so the log of the agreement has to outgrow that.
no_more() {
  case $SYSTEM in
  compose) echo 0 ;;
  bellwether) echo $(($(wc -c <"$BELLWETHER_HOME/output/$node.log") + 100000)) ;;
  esac
}

limit_files() { # SOFT-LIMIT: the hard one stays, so that it can be raised again
  case $SYSTEM in
  compose) docker exec "$id" prlimit --pid 1 --fsize="$1:" ;;
  bellwether) prlimit --pid "$pid" --fsize="$1:" ;;
  esac
}

# It may have ended and be started again without a limit.
let_it_write() {
  stop_writing
  if answers; then limit_files unlimited; else node_does "$node" start; fi
}

answers() { fetch "$its_url/health" >/dev/null; }

ends() { ! answers; }

# Writes under keys that are new each time, and notes which were acknowledged.
write_on() {
  number=0
  while [ -e "$written" ] && [ "$number" -lt 100 ]; do
    number=$((number + 1))
    case $(operate PUT "$namespace/disk-$number" "@$filler") in
    2*) echo "disk-$number" >>"$written" ;;
    esac
    sleep 0.2
  done
}

stop_writing() {
  [ -z "$writer" ] || kill "$writer" 2>/dev/null
  writer=
}

# As of now: what it held when it ended, and what it was sent since.
has_all() {
  missing='everything: it does not answer'
  keys=$(fetch "$its_url$namespace?consistency=linearizable") || return 1
  missing=$(while read -r key; do
    case $keys in
    *"\"$key\""*) ;;
    *) echo "$key" ;;
    esac
  done <"$written")
  [ -z "$missing" ]
}

last_words() {
  case $SYSTEM in
  compose) docker logs --since "$((since_seconds - 1))" "$id" 2>&1 ;;
  bellwether) bellwether output "$node" -n 300 ;;
  esac | sed -n 's/.*\(the log can no longer be written: [^"]*\).*/\1/p' | sed 's/ action=.*//' | head -n 1
}

disk() {
  pid=$(pid_of "$node")
  was_leader=$(leader)
  written=$(mktemp) filler=$(mktemp)
  head -c 30000 /dev/zero | tr '\0' x >"$filler"
  mending=let_it_write
  write_on &
  writer=$!
  within 5 test -s "$written" || bad "no write was acknowledged before it began"
  since_seconds=$(date +%s)
  full=$(now)
  limit_files "$(no_more)" || die "The limit of $node could not be set."
  say "  0.0 s  $node can write nothing more"
  step "it ends" "$full" 0 "$PROMISE_END" ends
  # Until then it led, and kept what still had room.
  ended=$(now)
  another_leader "$ended" "$was_leader"
  count=$(wc -l <"$written")
  step "writes are acknowledged by the others" "$ended" 0 "$PROMISE_LEADER" more_written_than "$count"
  line=$(last_words)
  if [ -n "$line" ]; then good "it said why: $line"; else bad "it did not say why"; fi
  started=$(now)
  mend_meanwhile
  say "         $node is started again, and can write"
  # It ended in order, so it left and joins like one that is new, unless it led and nobody heard its good-bye: then what it
  # was is HEALTHY for a moment more.
  step HEALTHY "$started" 0 $((PROMISE_START + PROMISE_STABLE)) is_well_anew
  mended
  a_higher_incarnation
  count=$(wc -l <"$written" | tr -d ' ')
  if within 10 has_all; then
    good "it has all $count writes that were acknowledged"
  else
    bad "of $count writes that were acknowledged it lacks" "$missing"
  fi
  nobody_else_moved
  curl -sS -m 15 -o /dev/null -L --location-trusted -X DELETE -H "Authorization: Bearer $token" -H 'If-Match: *' "$other$namespace"
  rm -f "$written" "$filler"
}

is_well_anew() {
  after=$(incarnation)
  [ "${after:-0}" -gt "${before:-0}" ] && everywhere "$node" HEALTHY "$its_url"
}

more_written_than() { [ "$(wc -l <"$written")" -gt "$1" ]; }
