#!/bin/sh
# Installs the packages of the lock file when they are missing or older than it. Prints nothing when there is nothing to
# do, and npm's output only when npm fails. Parallel starts wait for each other. Needs Node 20 and npm.
set -eu

cd "$(dirname "$0")/.."
pinned=node_modules/.bin/node
done_mark=node_modules/.package-lock.json # npm writes it last
lock=reports/.installing

# The same form as that of src/base/suite-error.ts.
fail() {
  echo "[INSTALL_FAILED] checked: $1. Found: $2. Right would be: $3." >&2
  exit 1
}

is_installed() {
  [ -x "$pinned" ] && [ -f "$done_mark" ] &&
    [ -z "$(find package-lock.json -newer "$done_mark")" ] &&
    "$pinned" --version >/dev/null 2>&1
}

# Creating a link is atomic, and its target is the id of the process that installs.
take_lock() {
  { mkdir -p reports && [ -w reports ]; } 2>/dev/null ||
    fail "$PWD/reports, for the lock of an installation" "no write access for $(id -un)" "the user whose folder this is, or packages that are as new as package-lock.json"
  waited=0
  until ln -s "$$" "$lock" 2>/dev/null; do
    holder=$(readlink "$lock" || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -f "$lock"
    else
      [ "$waited" != 2 ] || echo "Waiting for process ${holder:-unknown}, which installs the packages ..."
      waited=$((waited + 1))
      sleep 1
    fi
  done
  trap 'rm -f "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# An empty script, since --version loads nothing that --require or --import name.
takes_options() {
  [ -n "${NODE_OPTIONS:-}" ] || return 0
  refusal=$("$1" -e '' 2>&1) && return 0
  why=$(echo "$refusal" | grep -m 1 '^[A-Za-z]*Error' || echo "$refusal" | head -n 1)
  fail "NODE_OPTIONS, \"$NODE_OPTIONS\"" "a refusal by Node, $why" "options that node --help lists, or no NODE_OPTIONS"
}

[ ! -x "$pinned" ] || takes_options "$pinned"
is_installed && exit 0

command -v npm >/dev/null 2>&1 ||
  fail "npm on PATH" "none" "Node.js 20 or later, which contains npm"
node_major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
[ "$node_major" -ge 20 ] ||
  fail "Node.js on PATH" "$(node --version 2>/dev/null || echo none)" "Node.js 20 or later"

take_lock
is_installed && exit 0 # another start has installed them

echo "Installing the packages of package-lock.json (once; a few minutes on a slow connection) ..."
said=$(mktemp)
# All packages are development packages, which npm leaves out where NODE_ENV is production.
if ! npm ci --include=dev --no-audit --no-fund >"$said" 2>&1; then
  cat "$said" >&2
  rm -f "$said"
  fail "npm ci" "a failure; the lines above say why" "an npm that reaches its registry"
fi
rm -f "$said"
# A checkout may give the lock file a time in the future, and the packages must not count as older than it.
touch "$done_mark"
is_installed ||
  fail "$pinned" "a program that does not run, although npm ci succeeded" "the install scripts of allowScripts in package.json, allowed"
