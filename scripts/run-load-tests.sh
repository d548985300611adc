#!/bin/sh
# Runs a scenario against an environment, from nothing but Node 20 and npm: see --help.
set -eu

case "$0" in
*/*) here=${0%/*} ;;
*) here=. ;;
esac
project=$(cd "$here/.." && pwd)

for argument in "$@"; do
  case "$argument" in
  --) break ;;
  -h | --help) exec cat "$project/scripts/command-line/help.txt" ;; # needs nothing installed
  esac
done

"$project/scripts/ensure-installed.sh"
# Relative paths in flags mean the caller's folder, so this one is not left. The rest has the pinned Node, and this
# process becomes it: a signal reaches it once.
exec "$project/node_modules/.bin/node" "$project/scripts/run-load-tests.ts" "$@"
