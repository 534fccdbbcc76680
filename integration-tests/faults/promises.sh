# What the cluster promises, in seconds, for the profile it runs in. Read by simulate-failure.sh.
# A promise that is set in the environment stands instead.
# shellcheck shell=sh disable=SC2034 # for the scripts

# profile_told: by a coordinator; empty where it tells none
profile_told() {
  fetch "${coordinators%%
*}/actuator/prometheus" | sed -n 's/^cluster_build_info{.*profile="\([a-z]*\)".*/\1/p' | head -n 1
}

choose_promises() {
  profile=$(profile_told)
  profile=${profile:-${CLUSTER_PROFILE:-default}}
  case $profile in
  #          UNREACHABLE  REMOVED   back  stable   leader  read-only  a lossy one: UNREACHABLE, back
  fast)
    # Stops that are shorter than those for which it may be called silent cost little here.
    PROMISE_POINTS=${PROMISE_POINTS:-5}
    promises 3              4 7       5     6 10     3        3          15 10
    PAUSE=3 SLICE_STOPPED=0.38 SLICE_RUNNING=0.02 ;;
  default) promises 6       15 25     10    30 45    5        5          15 25
    PAUSE=10 SLICE_STOPPED=1.9 SLICE_RUNNING=0.1 ;;
  steady) promises 9        20 30     10    30 45    13       13         20 25
    PAUSE=12 SLICE_STOPPED=1.9 SLICE_RUNNING=0.1 ;;
  *) die "The promises of the profile '$profile' are not written here: one run would last many minutes." \
    "Try a fault on a system that runs in the profile fast, default or steady." ;;
  esac
  # Whoever is started here belongs to a system of this profile.
  export CLUSTER_PROFILE="$profile"
}

promises() {
  # From the fault until all coordinators hold it UNREACHABLE.
  PROMISE_UNREACHABLE=${PROMISE_UNREACHABLE:-$1}
  PROMISE_REMOVED_MIN=${PROMISE_REMOVED_MIN:-$2}
  PROMISE_REMOVED=${PROMISE_REMOVED:-$3}
  # From the end of the fault until it is RECOVERING.
  PROMISE_BACK=${PROMISE_BACK:-$4}
  # From there until it is HEALTHY.
  PROMISE_STABLE_MIN=${PROMISE_STABLE_MIN:-$5}
  PROMISE_STABLE=${PROMISE_STABLE:-$6}
  # From the fault of a leader until another one leads.
  PROMISE_LEADER=${PROMISE_LEADER:-$7}
  PROMISE_READ_ONLY=${PROMISE_READ_ONLY:-$8}
  # Refused after this much longer.
  PROMISE_GRACE=${PROMISE_GRACE:-6}
  PROMISE_LOSSY=${PROMISE_LOSSY:-$9}
  shift 9
  PROMISE_LOSSY_BACK=${PROMISE_LOSSY_BACK:-$1}
  # From the want of a processor until it is seen.
  PROMISE_SLOW=${PROMISE_SLOW:-10}
  PROMISE_POINTS=${PROMISE_POINTS:-20}
  # From a disk that takes nothing more until the process has ended.
  PROMISE_END=${PROMISE_END:-5}
  PROMISE_LEFT=${PROMISE_LEFT:-10}
  # After a jump of a wall clock nothing changes for so long.
  PROMISE_UNMOVED=${PROMISE_UNMOVED:-30}
  # A process that is started, until it is a member.
  PROMISE_START=${PROMISE_START:-60}
}
