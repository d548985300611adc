#!/bin/sh
# Installs the packages of the lock file when they are missing or older than it. Says nothing when there is nothing to
# do; what npm says is shown only when it fails. Two starts at once wait for each other. Needs Node 20 and npm.
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

# A link is made in one step, and its target names the process that installs.
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
  fail "looked for npm on PATH, found none. Right would be Node.js 20 or later, which brings it"
node_major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
[ "$node_major" -ge 20 ] ||
  fail "looked at the machine's own Node, found $(node --version 2>/dev/null || echo none). Right would be 20 or later"

take_lock
is_installed && exit 0 # another start did it meanwhile

echo "Installing the packages of package-lock.json (once; some minutes on a slow line) ..."
said=$(mktemp)
if ! npm ci --no-audit --no-fund >"$said" 2>&1; then
  cat "$said" >&2
  rm -f "$said"
  fail "npm ci failed, see above"
fi
rm -f "$said"
# A checkout may leave the lock file with a time in the future; what was installed just now is not older than it.
touch "$done_mark"
is_installed ||
  fail "npm ci succeeded, but $pinned does not run. Right would be install scripts that may run (see allowScripts in package.json)"
