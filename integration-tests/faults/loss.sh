# A node that loses most of the packets to and from it. Read by simulate-failure.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh and promises.sh, called by name
. "$root/integration-tests/faults/network.sh"

PERCENT=80

loss_is_possible() {
  network_can_be_broken
  [ "$SYSTEM" != compose ] || in_network_of_container 'nft --version >/dev/null' ||
    die "The image of $node has no nft, or this engine gives no container NET_ADMIN; nothing was touched." \
      "Build the images anew: docker-compose build."
}

# A container beside it that shares its network and may change it, which the node itself may not.
in_network_of_container() { # SCRIPT ARGUMENT...
  docker run --rm --network "container:$id" --cap-add NET_ADMIN --user 0 --entrypoint sh \
    "$(docker inspect -f '{{.Image}}' "$id")" -c "$@"
}

# Where packets leave they are dropped behind the sender's back: in the chain OUTPUT it would be told. What resolves
# addresses is spared, because all of a link is lost while an address cannot be resolved.
# shellcheck disable=SC2016 # for the other shell
losing='
for device in /sys/class/net/*; do
  if [ "$(cat "$device/address")" = "$1" ]; then name=${device##*/}; fi
done
nft -f - <<END
table netdev bellwether_loss {
  chain in { type filter hook ingress device "$name" priority 0; meta protocol ip numgen random mod 100 < $2 drop; }
  chain out { type filter hook egress device "$name" priority 0; meta protocol ip numgen random mod 100 < $2 drop; }
}
END'

lose() {
  if [ "$SYSTEM" = compose ]; then
    in_network_of_container "$losing" sh "$mac" "$PERCENT" ||
      die "No packets can be dropped in the network of $node; the kernel needs nf_tables with the hooks of netdev (5.16)."
  else
    bellwether loss "$node" "$PERCENT" >/dev/null || die "'./bellwether loss $node $PERCENT' failed."
  fi
}

lose_no_more() {
  if [ "$SYSTEM" = compose ]; then
    in_network_of_container 'nft delete table netdev bellwether_loss'
  else
    bellwether heal "$node" >/dev/null
  fi
}

loss() {
  mending=lose_no_more
  begun=$(now)
  lose
  say "  0.0 s  $node loses $PERCENT % of its packets"
  step UNREACHABLE "$begun" 0 "$PROMISE_LOSSY" everywhere "$node" "UNREACHABLE QUARANTINED" "$its_url"
  # Longer than it takes to remove one that is not heard.
  until_passed "$begun" $((PROMISE_REMOVED + PROMISE_UNREACHABLE))
  never REMOVED
  nobody_else_moved
  healed=$(now)
  mend
  say "         it loses none any more, after $(seconds $((healed - begun))) s"
  back "$healed" "$PROMISE_LOSSY_BACK"
  the_same_incarnation
  nobody_else_moved
}
