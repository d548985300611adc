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

# The account of a workflow writes other comments, too: ours begins with this line, as each summary does.
marker=$(head -n 1 "$summary")
ours=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id"
{
  before=$(gh api --paginate "repos/{owner}/{repo}/issues/$PR/comments" --jq "$ours") &&
    before=$(echo "$before" | tail -n 1) &&
    if [ -n "$before" ]; then
      gh api --silent --method PATCH "repos/{owner}/{repo}/issues/comments/$before" -F "body=@$summary"
    else
      gh pr comment "$PR" --body-file "$summary"
    fi
} || echo "the summary could not be put on the pull request; the job's summary has it"
