# Messages of the set-up and build scripts. Sourced, never run.

# step TEXT: says what begins, with the time since the script began, so that a long step is seen to move.
step() { printf '\033[1m[%3ds] %s\033[0m\n' "$SECONDS" "$*" >&2; }

# fail WHAT HOW: says what failed and what to do about it, and ends the script.
fail() {
  printf '\n\033[1;31mfailed:\033[0m %s\n  %s\n' "$1" "$2" >&2
  exit 1
}

# logged NAME COMMAND...: runs COMMAND with its output in a log, a dot for each 25 lines of it;
# shows the log's end when COMMAND fails.
logged() {
  local name=$1 log="$KINORA_CACHE/logs/$1.log"
  shift
  mkdir -p "$KINORA_CACHE/logs"
  if ! "$@" 2>&1 | tee "$log" | awk 'NR % 25 == 0 { printf "." > "/dev/stderr" } END { if (NR >= 25) print "" > "/dev/stderr" }'; then
    tail -n 30 "$log" >&2
    fail "$name" "the whole output is in $log; a second run starts again from this step"
  fi
}
