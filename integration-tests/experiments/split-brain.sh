#!/bin/sh
# Two sides of a cluster that is really cut in two: what each believes, and which of them may write.
#
#   [SYSTEM=bellwether|compose] integration-tests/experiments/split-brain.sh
#
# Starts a system of its own, cuts its leader and a producer off from all others, asks both sides every two seconds, and
# heals. With ./bellwether that needs Linux and root, because every node gets a network of its own (up --netns). Exit code 0
# if at no time both sides took a write, and the two were one again afterwards; 1 if not.
# shellcheck disable=SC2329 # functions are called through `check` and `within`
set -u
here=$(dirname -- "$0")
. "$here/../running-system.sh"
. "$here/own-system.sh"
. "$here/../faults/network.sh"

[ $# -eq 0 ] || die "usage: [SYSTEM=bellwether|compose] $0"
# Seconds: of the cut, and of the promises.
cut_for=24
step_down_max=4
whole_max=60

name_of() { status_of "$1" | field answeredBy; } # URL

cut_off() {
  if [ "$SYSTEM" = compose ]; then
    for node in "$leader" "$producer"; do
      network_can_be_broken
      echo "$id $network $address $(echo "$aliases" | tr '\n' ' ')" >>"$scratch/cut"
    done
    while read -r id network address aliases; do docker network disconnect "$network" "$id"; done <"$scratch/cut"
  else
    bellwether partition "$leader" "$producer" >/dev/null
  fi
}

heal() {
  if [ "$SYSTEM" = compose ]; then
    while read -r id network address aliases; do
      aliases=$(echo "$aliases" | tr ' ' '\n')
      connect_container
    done <"$scratch/cut"
  else
    bellwether heal >/dev/null
  fi
}

# write URL: the status code of a write, sent on to whom that side believes to lead
write() {
  curl -sS -m 3 -L --location-trusted -o /dev/null -w '%{http_code}' -X PUT -H "Authorization: Bearer $token" -d "$(now)" \
    "$1/api/v1/config/experiment/split" 2>/dev/null
}

line() { # NAME URL
  seen=$(status_of "$2")
  state=$(echo "$seen" | grep -o "\"nodeId\":\"$producer\",\"status\":\"[A-Z]*\"" | cut -d '"' -f 8)
  taken=$(write "$2")
  printf '  %5s s  %-14s quorum %-5s  leader %-14s term %-3s  %-16s write %s\n' "$(seconds $(($(now) - cut)))" "$1" \
    "$(echo "$seen" | field hasQuorum)" "$(echo "$seen" | field leader)" "$(echo "$seen" | field term)" \
    "${state:-no member}" "$taken"
  case $taken in
  2*) eval "$3=$(($(now) - cut))" ;;
  esac
}

whole() {
  for url in $coordinators; do
    status=$(status_of "$url")
    [ "$(echo "$status" | field healthyNodes)" = 7 ] && [ "$(echo "$status" | field hasQuorum)" = true ] || return 1
  done
}

config_of() { fetch "$1/api/v1/config/experiment/split"; }

same_everywhere() { [ "$(for url in $coordinators; do config_of "$url"; echo; done | sort -u | wc -l)" -eq 1 ]; }

say "Split brain ($SYSTEM)"
[ "$SYSTEM" = compose ] || OWN_UP=--netns
own_system_begin 2
token=$(operator_token)
leader=$(status_of "$first" | field leader)
producer=$(members_named log-producer | head -n 1)
minority=$(for url in $coordinators; do [ "$(name_of "$url")" != "$leader" ] || echo "$url"; done)
majority=$(echo "$coordinators" | grep -vxF "$minority" | head -n 1)
majority_name=$(name_of "$majority")
say "  $leader, which leads, and $producer are cut off from all others; asked are $leader and $majority_name"
minority_wrote=-1
majority_wrote=
cut=$(now)
cut_off
while [ $(($(now) - cut)) -lt $((cut_for * 1000)) ]; do
  line "$leader" "$minority" minority_wrote
  line "$majority_name" "$majority" majority_wrote
  round=$(now)
  while [ $(($(now) - round)) -lt 2000 ]; do doze; done
done
say "  the cut is mended"
mended=$(now)
heal
if within "$whole_max" whole; then
  good "one cluster again after $(seconds $(($(now) - mended))) s, everybody HEALTHY; promised: $whole_max s"
else
  bad "not whole within $whole_max s"
fi
if [ "$minority_wrote" -le $((step_down_max * 1000)) ]; then
  good "the side of $leader took no write later than $step_down_max s after the cut"
else
  bad "the side of $leader still took one $(seconds "$minority_wrote") s after the cut"
fi
if [ -n "$majority_wrote" ]; then
  good "the side of the majority wrote on"
else
  bad "the side of the majority took no write in $cut_for s"
fi
check "what was written is the same at all coordinators: $(config_of "$majority")" within 5 same_everywhere
own_clean_up
finish "Split brain"
