#!/bin/sh
# Runs a scenario against an environment. Needs only Node 20 and npm; see --help.
set -eu

case "$0" in
*/*) here=${0%/*} ;;
*) here=. ;;
esac
project=$(cd "$here/.." && pwd)

# The list of processes shows arguments to all users of this machine, the environment to their owner alone. So the password goes
# there, and this script starts anew, at once, with *** in its place, which stands for TEST_PASSWORD.
moved=0
takes_password=0
is_passed_on=0
for argument in "$@"; do
  shift
  case "$is_passed_on$takes_password$argument" in
  00--) is_passed_on=1 ;;
  00--test-password) takes_password=1 ;;
  00--test-password=?*)
    [ "$argument" = '--test-password=***' ] || moved=1
    [ "$moved" = 0 ] || export TEST_PASSWORD="${argument#--test-password=}"
    argument='--test-password=***'
    ;;
  01 | 01--*) takes_password=0 ;; # no value: the command says so
  01*)
    takes_password=0
    [ "$argument" = '***' ] || moved=1
    [ "$moved" = 0 ] || export TEST_PASSWORD="$argument"
    argument='***'
    ;;
  esac
  set -- "$@" "$argument"
done
[ "$moved" = 0 ] || exec /bin/sh "$0" "$@"

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
