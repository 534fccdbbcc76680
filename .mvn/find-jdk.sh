# Sourced by mvnw and bellwether: sets JAVA_HOME to a JDK from 21 up. Plain POSIX shell, no tool beyond sed.
#
# Looked at, in this order: JAVA_HOME, the java on the PATH, then the usual folders, where the highest release wins.

jdk_release() { # FOLDER: prints the feature release, nothing when it is no JDK
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_usable() { # FOLDER
  jdk_found_release=$(jdk_release "$1")
  [ "${jdk_found_release:-0}" -ge 21 ]
}

jdk_on_path() {
  jdk_java=$(command -v java) || return 1
  while [ -L "$jdk_java" ]; do
    jdk_target=$(readlink "$jdk_java")
    case $jdk_target in
    /*) jdk_java=$jdk_target ;;
    *) jdk_java=$(dirname "$jdk_java")/$jdk_target ;;
    esac
  done
  dirname "$(dirname "$jdk_java")"
}

jdk_in_usual_folders() {
  jdk_best=21
  jdk_best_folder=
  case $- in *f*) jdk_noglob=1 ;; *) jdk_noglob=0 ;; esac
  set +f
  for jdk_folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* "${HOME:-/}"/.sdkman/candidates/java/* \
    "${HOME:-/}"/.jdks/* "${HOME:-/}"/.local/share/mise/installs/java/* "${HOME:-/}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    jdk_found_release=$(jdk_release "$jdk_folder")
    if [ "${jdk_found_release:-0}" -ge "$jdk_best" ]; then
      jdk_best=$jdk_found_release
      jdk_best_folder=$jdk_folder
    fi
  done
  [ "$jdk_noglob" = 0 ] || set -f
  [ -n "$jdk_best_folder" ] && printf '%s\n' "$jdk_best_folder"
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && jdk_usable "$JAVA_HOME"; then
    :
  elif jdk_candidate=$(jdk_on_path) && jdk_usable "$jdk_candidate"; then
    JAVA_HOME=$jdk_candidate
  elif jdk_candidate=$(jdk_in_usual_folders); then
    JAVA_HOME=$jdk_candidate
  else
    echo "Bellwether needs a JDK of release 21 or newer and found none (looked at JAVA_HOME, PATH and the usual folders): install one, for example Temurin 25, or set JAVA_HOME to it." >&2
    return 1
  fi
  export JAVA_HOME
}
