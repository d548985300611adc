#!/bin/sh
# Installs the packages of the lock file when they are missing or older than it. Prints nothing when there is nothing to
# do, and npm's output only when npm fails. Parallel starts wait for each other. Needs Node 20 and npm.
set -eu

cd "$(dirname "$0")/.."
pinned=node_modules/.bin/node
done_mark=node_modules/.package-lock.json # npm writes it last
lock=reports/.installing

fail() {
  echo "install: $*" >&2
  exit 1
}

is_installed() {
  [ -x "$pinned" ] && [ -f "$done_mark" ] &&
    [ -z "$(find package-lock.json -newer "$done_mark")" ] &&
    "$pinned" --version >/dev/null 2>&1
}

# Creating a link is atomic, and its target is the id of the process that installs.
take_lock() {
  mkdir -p reports
  until ln -s "$$" "$lock" 2>/dev/null; do
    holder=$(readlink "$lock" || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -f "$lock"
    else
      sleep 1
    fi
  done
  trap 'rm -f "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

is_installed && exit 0

command -v npm >/dev/null 2>&1 ||
  fail "found no npm on PATH. Install Node.js 20 or later, which contains npm"
node_major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
[ "$node_major" -ge 20 ] ||
  fail "expected Node.js 20 or later on PATH, found $(node --version 2>/dev/null || echo none)"

take_lock
is_installed && exit 0 # another start has installed them

echo "Installing the packages of package-lock.json (once; a few minutes on a slow connection) ..."
said=$(mktemp)
if ! npm ci --no-audit --no-fund >"$said" 2>&1; then
  cat "$said" >&2
  rm -f "$said"
  fail "npm ci failed, see above"
fi
rm -f "$said"
# A checkout may give the lock file a time in the future, and the packages must not count as older than it.
touch "$done_mark"
is_installed ||
  fail "npm ci succeeded, but $pinned does not run. Allow the install scripts of allowScripts in package.json"
