import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCommand } from '../../../made/started-command.ts';

const MARKER = '<!-- desk-studio-performance -->';
const SCRIPT = resolve(import.meta.dirname, '../../../../scripts/ci/comment-summary.sh');

function projectWith({ summary, gh }: { summary?: string; gh: string }) {
  const folder = test.info().outputPath('project');
  for (const name of ['scripts/ci', 'bin', 'reports/latest'])
    mkdirSync(join(folder, name), { recursive: true });
  cpSync(SCRIPT, join(folder, 'scripts/ci/comment-summary.sh'));
  writeFileSync(join(folder, 'bin/gh'), `#!/bin/sh\n${gh}\n`);
  chmodSync(join(folder, 'bin/gh'), 0o755);
  if (summary !== undefined) writeFileSync(join(folder, 'reports/latest/summary.md'), summary);
  const env = { PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, PR: '17' };
  return runCommand(join(folder, 'scripts/ci/comment-summary.sh'), [], env);
}

/** A `gh` that finds these comments of ours, says what it was told, and prints the file that it got. */
const ghWith = (ids: string) =>
  `case "$*" in *--paginate*) echo "$*" >&2; printf '${ids}' ;; *) echo "$*"; esac`;

test('the summary of the run becomes a comment of the pull request', async () => {
  const { code, printed } = await projectWith({ summary: `${MARKER}\n# PASSED\n`, gh: ghWith('') });
  expect(code).toBe(0);
  expect(printed).toContain('pr comment 17 --body-file reports/latest/summary.md\n');
});

test('a later run rewrites this comment, which it finds by its first line, and no other of the same account', async () => {
  const { code, printed } = await projectWith({ summary: `${MARKER}\n# PASSED\n`, gh: ghWith('41\\n42\\n') });
  expect(code).toBe(0);
  expect(printed).toContain('api --paginate repos/{owner}/{repo}/issues/17/comments --jq');
  expect(printed).toContain(`(.body | startswith("${MARKER}"))`);
  expect(printed).toContain(
    'api --silent --method PATCH repos/{owner}/{repo}/issues/comments/42 -F body=@reports/latest/summary.md\n',
  );
  expect(printed).not.toContain('pr comment');
});

test('a pull request that may not be written to keeps the run’s own verdict', async () => {
  const { code, printed } = await projectWith({ summary: '# PASSED\n', gh: 'echo "HTTP 403" >&2; exit 1' });
  expect(code).toBe(0);
  expect(printed).toContain("the job's summary has it");
});

test('a run that ended before it had a summary has no comment', async () => {
  const { code, printed } = await projectWith({ gh: 'echo called' });
  expect(code).toBe(0);
  expect(printed).toBe('no summary: the run ended before it measured anything\n');
});
