import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCommand } from '../../../made/started-command.ts';

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

test('the summary of the run becomes the comment of the pull request, which a later run rewrites', async () => {
  const { code, printed } = await projectWith({ summary: '# PASSED\n', gh: 'echo "$*"; cat "$5"' });
  expect(code).toBe(0);
  expect(printed).toBe(
    'pr comment 17 --body-file reports/latest/summary.md --edit-last --create-if-none\n# PASSED\n',
  );
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
