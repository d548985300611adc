import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { runCommand } from '../made/started-command.ts';
import { test } from '../suite/suite-test.ts';

/** Preflight and sign-in take less than this. */
const READY_MS = 45_000;
const MERGE = 'scripts/merge.ts';

function startIn(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

/** The only run in a folder of reports. */
function runIn(outputFolder: string): string {
  const [id = ''] = readdirSync(join(outputFolder, 'runs'));
  return join(outputFolder, 'runs', id);
}

/** Merges runs as a user does. */
function merge(folders: readonly string[]) {
  const outputFolder = test.info().outputPath('whole');
  return runCommand(process.execPath, [MERGE, ...folders, '--output-dir', outputFolder], {}).then(
    (ended) => ({
      ...ended,
      record: () => new RunFolder(runIn(outputFolder)).read<RunRecord>(RUN_FILES.summary),
    }),
  );
}

test('two segments that begin together make one run, which is judged once; without one of them it is invalid', async ({
  run,
}) => {
  const START_AT = startIn(READY_MS);
  const segments = [1, 2].map((index) =>
    run(['--project=smoke'], { START_AT, SEGMENT: `${index}/2`, DURATION: '30s', JOURNEYS: 'none' }),
  );
  for (const { ended, printed } of segments) {
    expect(await ended, printed()).toBe(0);
    expect(printed()).toContain('MEASURED, NOT JUDGED');
  }
  const folders = segments.map(({ outputFolder }) => runIn(outputFolder));
  const { code, printed, record } = await merge(folders);
  expect(code, printed).toBe(0);
  const own = segments.map((segment) => segment.record());
  expect(record()).toMatchObject({ outcome: 'pass', vus: 10 });
  expect(record()?.traffic?.sent).toBe(own.reduce((all, { traffic }) => all + (traffic?.sent ?? 0), 0));
  for (const { segment } of own) expect(Math.abs(segment?.lateMs ?? Number.NaN)).toBeLessThan(250);
  // Nothing of one segment is left by the other.
  for (const { testData } of own) expect(testData).toMatchObject({ complete: true });
  const alone = await merge(folders.slice(0, 1));
  expect(alone.code, alone.printed).toBe(3);
  expect(alone.printed).toContain('segment 2 of 2 is missing');
});

test('a segment that is not ready when the others begin sends nothing and says so', async ({ run }) => {
  const segment = run(['--project=smoke'], {
    START_AT: startIn(5_000),
    SEGMENT: '2/2',
    DURATION: '10s',
    JOURNEYS: 'none',
  });
  expect(await segment.ended, segment.printed()).toBe(1);
  expect(segment.printed()).toContain('[SEGMENT_LATE]');
  expect(segment.record()).toMatchObject({ outcome: 'could not run', traffic: null });
});
