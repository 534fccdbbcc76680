# A process that is killed, stopped for a while, or stopped in order. Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name

crash_is_possible() { :; }
pause_is_possible() { :; }
restart_is_possible() { :; }

start_again() { node_does "$node" start; }

resume_again() { node_does "$node" resume; }

crash() {
  was_leader=$(leader)
  mending=start_again
  killed=$(now)
  node_does "$node" kill
  say "  0.0 s  $node was killed"
  another_leader "$killed" "$was_leader"
  unreachable "$killed"
  removed "$killed"
  started=$(now)
  mend_meanwhile
  say "         $node is started again"
  back "$started" "$PROMISE_START"
  mended
  a_higher_incarnation
  nobody_else_moved
}

pause() {
  mending=resume_again
  paused=$(now)
  node_does "$node" pause
  say "  0.0 s  $node was paused"
  unreachable "$paused"
  until_passed "$paused" "$PAUSE"
  resumed=$(now)
  mend
  say "         $node was continued after $(seconds $((resumed - paused))) s"
  back "$resumed" "$PROMISE_BACK"
  the_same_incarnation
  nobody_else_moved
}

restart() {
  started=$(now)
  (node_does "$node" restart) &
  step "it left" "$started" 0 "$PROMISE_LEFT" everywhere "$node" "GONE LEAVING JOINING" "$its_url"
  step HEALTHY "$started" 0 $((PROMISE_START + PROMISE_STABLE)) everywhere "$node" HEALTHY "$its_url"
  wait
  never UNREACHABLE
  nobody_else_moved
}
