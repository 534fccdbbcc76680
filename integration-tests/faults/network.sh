# The network of the cluster and how a node hangs on it. Read by partition.sh and loss.sh.
# shellcheck shell=sh disable=SC2154,SC2034,SC2329 # set by watching.sh, called by name

# Ends here, before anything is touched, where a network cannot be broken. Of a container it sets `id`, `network`,
# `address`, `mac` and `aliases`: how it hangs on the network of the cluster.
network_can_be_broken() {
  if [ "$SYSTEM" = compose ]; then
    id=$(container "$node")
    network=$(attachments | sed -n 's/ .*//; /_cluster$/p')
    [ -n "$network" ] || die "The container of $node is in no network whose name ends in _cluster; nothing to cut." \
      "Is it cut off already? docker-compose up -d connects it again."
    address=$(attachments | awk -v network="$network" '$1 == network { print $2 }')
    mac=$(attachments | awk -v network="$network" '$1 == network { print $3 }')
    aliases=$(attachments | awk -v network="$network" '$1 == network { for (i = 4; i <= NF; i++) print $i }')
  else
    bellwether status -o json | grep -q '"faults"' ||
      die "'$action' needs a network for each node: start the system by './bellwether up --netns' (Linux, as root)." \
        "Stop the one that runs before: ./bellwether down. Nothing was touched."
  fi
}

# "NETWORK ADDRESS MAC ALIAS..." of the container, one by line
attachments() {
  docker inspect -f '{{range $name, $at := .NetworkSettings.Networks}}{{$name}} {{$at.IPAddress}} {{$at.MacAddress}}{{range $at.Aliases}} {{.}}{{end}}
{{end}}' "$id"
}

connect_container() {
  # shellcheck disable=SC2046 # a list of options
  docker network connect $(echo "$aliases" | sed 's/^./--alias &/') "$network" "$id" || return 1
  now_at=$(attachments | awk -v network="$network" '$1 == network { print $2 }')
  [ "$now_at" = "$address" ] || say "it has the address $now_at now, and had $address: it tells the others"
}
