#!/bin/sh
# Puts the summary of the last run into a comment on the pull request PR; a later run rewrites it. Needs gh, GH_TOKEN and
# permission to write to pull requests, which those from forks do not have: then the job's summary has to do.
set -eu

cd "$(dirname "$0")/../.."
summary=reports/latest/summary.md
if [ ! -f "$summary" ]; then
  echo "no summary: the run ended before it measured anything"
  exit 0
fi
gh pr comment "$PR" --body-file "$summary" --edit-last --create-if-none ||
  echo "the summary could not be put on the pull request; the job's summary has it"
