#!/bin/sh
# Runs SCENARIO on ENVIRONMENT as a workflow does, with VUS, DURATION, BASE_URL, and SEGMENT with START_AT, where they are not
# empty. Secrets (TEST_USERNAME, TEST_PASSWORD) stay in the environment and become no arguments.
set -eu

cd "$(dirname "$0")/../.."
# An input that nobody filled in is an empty variable, which would be a wrong setting.
for name in VUS DURATION BASE_URL SEGMENT START_AT TEST_USERNAME TEST_PASSWORD; do
  eval "[ -n \"\${$name:-}\" ]" || unset "$name"
done
exec ./scripts/run-load-tests.sh "$SCENARIO" "$ENVIRONMENT" --ci
