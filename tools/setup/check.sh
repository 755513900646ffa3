# Runs checks, and remembers which have passed. Sourced, after env.sh.

failed=()
declare -A running=()

# unless_passed NAME INPUT... -- COMMAND...: runs COMMAND, unless it passed here before with the same files in the INPUTs,
# packages of the system and variables of a person. Where CI is set everything runs.
unless_passed() {
  local name=$1 inputs=() key passed
  shift
  while [ "$1" != -- ]; do
    inputs+=("$1")
    shift
  done
  shift
  [ ! -f /var/lib/dpkg/status ] || inputs+=(/var/lib/dpkg/status) # the browsers, and whatever else comes from there
  passed="$KINORA_CACHE/passed/${KINORA_ROOT//\//%}-$name"
  key=$(
    echo "$(node --version) ${CHROME:-} ${FIREFOX:-} ${MINIBROWSER:-} ${FUZZ_SECONDS:-}" &&
      find "${inputs[@]}" -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum
  ) || return
  if [ -z "${CI:-}" ] && [ -f "$passed" ] && [ "$(cat "$passed")" = "$key" ]; then
    step "$name: nothing has changed since it passed (CI=1 npm test runs it all the same)"
    return
  fi
  "$@" || return
  mkdir -p "$KINORA_CACHE/passed"
  echo "$key" >"$passed"
}

# check NAME INPUT... -- COMMAND...: as unless_passed; a failure is kept for `all_passed`.
check() {
  step "$1"
  unless_passed "$@" || failed+=("$1")
}

# begin NAME INPUT... -- COMMAND...: the same, beside what follows, up to `finish`, which shows its output in one piece.
begin() {
  unless_passed "$@" >"$KINORA_CACHE/logs/$1.log" 2>&1 &
  running[$1]=$!
}

finish() {
  local name
  for name in "${!running[@]}"; do
    wait "${running[$name]}" || failed+=("$name")
    echo "--- $name"
    cat "$KINORA_CACHE/logs/$name.log"
  done
  running=()
}

# all_passed HOW: ends the script unless they did; HOW to go on.
all_passed() {
  [ ${#failed[@]} -eq 0 ] || fail "${failed[*]}" "$1"
}
