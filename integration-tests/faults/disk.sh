# A coordinator that can write nothing more: the limit of the size of its files is set to nothing, so that every write
# fails as on a disk that is full. Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name

namespace=/api/v1/config/simulate-failure
written=

disk_is_possible() {
  is_coordinator || die "$node is no coordinator, and only coordinators keep anything on a disk of their own." \
    "Name one, such as coordinator-2. Nothing was touched."
  [ "$SYSTEM" = compose ] || command -v prlimit >/dev/null 2>&1 ||
    die "prlimit is missing here; it comes with util-linux (apt-get install util-linux). Nothing was touched."
  id=$(container "$node")
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

# Writes 1, 2, 3 ... under keys of their own, and notes which were acknowledged.
write_on() {
  number=0
  while [ -e "$written" ] && [ "$number" -lt 200 ]; do
    number=$((number + 1))
    case $(operate PUT "$namespace/disk-$number" "$number") in
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
  esac | grep 'can no longer be written\|coordinator.halted' | head -n 1
}

disk() {
  pid=$(pid_of "$node")
  was_leader=$(leader)
  written=$(mktemp)
  mending=let_it_write
  write_on &
  writer=$!
  within 5 test -s "$written" || bad "no write was acknowledged before it began"
  since_seconds=$(date +%s)
  full=$(now)
  limit_files 0 || die "The limit of $node could not be set."
  say "  0.0 s  $node can write nothing more"
  step "it ends" "$full" 0 "$PROMISE_END" ends
  another_leader "$full" "$was_leader"
  count=$(wc -l <"$written")
  step "writes are acknowledged by the others" "$full" 0 "$PROMISE_LEADER" more_written_than "$count"
  line=$(last_words)
  say "         it said: $line"
  mend
  started=$(now)
  back "$started" "$PROMISE_START"
  a_higher_incarnation
  check "it has all $(wc -l <"$written" | tr -d ' ') writes that were acknowledged" within 10 has_all
  nobody_else_moved
  while read -r key; do operate DELETE "$namespace/$key" >/dev/null; done <"$written"
  rm -f "$written"
}

more_written_than() { [ "$(wc -l <"$written")" -gt "$1" ]; }
