#!/bin/sh
# Runs a scenario against an environment. Needs only Node 20 and npm; see --help.
set -eu

case "$0" in
*/*) here=${0%/*} ;;
*) here=. ;;
esac
project=$(cd "$here/.." && pwd)

wants_help=0
for argument in "$@"; do
  case "$argument" in
  --) break ;;
  -h | --help) wants_help=1 ;;
  esac
done
node="$project/node_modules/.bin/node"
if [ "$wants_help" = 1 ]; then
  # With nothing installed, the help lists the scenarios of the guide only, and not those of THRESHOLDS_DIR.
  "$node" "$project/scripts/run-load-tests.ts" --help 2>/dev/null || cat "$project/scripts/command-line/help.txt"
  exit 0
fi

"$project/scripts/ensure-installed.sh"
# Stays in the caller's folder, because relative paths in flags refer to it. The pinned Node replaces this process, so
# that it gets each signal once.
exec "$node" "$project/scripts/run-load-tests.ts" "$@"
