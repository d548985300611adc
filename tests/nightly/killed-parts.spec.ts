import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { processesLike, processesOf } from '../made/processes-of.ts';
import { startCommand } from '../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/run-load-tests.sh');
/** The first slice is closed after ten seconds. */
const KILLED_AFTER_MS = 12_000;
const GONE_WITHIN_MS = 30_000;

test.skip(process.platform !== 'linux', 'processes of a run are found by their environment in /proc');

/** A part of a run that is killed in the middle of it, and how the run ends then. */
interface Part {
  readonly what: string;
  /** The command lines of its processes. */
  readonly commandLine: RegExp;
  readonly code: number;
  readonly printed: RegExp;
  /** The row of the first trials. */
  readonly row: string;
  /** Set for a part that is killed while a page is visited. */
  readonly inVisit?: true;
  /** What follows the command: the whole run unless given. */
  readonly only?: readonly string[];
}

const parts: readonly Part[] = [
  {
    row: 'B06',
    what: 'the embedded sandbox while a page is visited',
    commandLine: /sandbox.start\.ts/,
    inVisit: true,
    code: 99,
    printed:
      /^ +\[JOURNEY_FAILED\] checked: .+, round \d.*\. Found: .+\. Right would be: a journey that comes to its end/m,
  },
  {
    row: 'B08',
    what: 'the database of the embedded sandbox',
    commandLine: /postgres/,
    code: 99,
    printed: /the target is gone/,
  },
  {
    row: 'B09',
    what: 'the worker of the traffic',
    commandLine: /workerProcessEntry/,
    code: 1,
    printed:
      /^ +\[TEST_FAILED\] checked: traffic of 5 virtual users\. Found: worker process exited unexpectedly/m,
    only: ['--', 'tests/traffic.spec.ts'],
  },
  {
    row: 'B12',
    what: 'every browser',
    commandLine: /chrom/i,
    code: 1,
    printed:
      /^ +\[BROWSER_GONE\] checked: the browser of the journey [\w-]+\. Found: it, or one of its pages, has died/m,
  },
];

for (const { what, commandLine, code, printed, row, inVisit, only = [] } of parts)
  test(`kill -9 of ${what}: the run ends with code ${code}, says why, and has what was measured`, {
    annotation: { type: 'row', description: row },
  }, async () => {
    const folder = test.info().outputPath('killed-part');
    const { DESK_BROWSER = '' } = process.env;
    const args = ['smoke', 'development', '--duration', '40s', '--vus', '5', ...only];
    const run = startCommand(SCRIPT, args, { DESK_BROWSER, OUTPUT_DIR: folder });
    await expect.poll(() => elapsedMs(folder), { timeout: 120_000 }).toBeGreaterThan(KILLED_AFTER_MS);
    await expect
      .poll(() => processesLike(folder, commandLine).length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    if (inVisit)
      await expect
        .poll(() => new RunFolder(join(folder, 'latest')).read<{ kind: string }>(RUN_FILES.measuring)?.kind, {
          timeout: 60_000,
          intervals: [50],
        })
        .toBe('visits');
    for (const pid of processesLike(folder, commandLine)) process.kill(pid, 'SIGKILL');

    expect(await run.ended, run.printed()).toBe(code);
    expect(run.printed()).toMatch(printed);
    expect(run.printed(), 'a stack').not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    const { traffic } = JSON.parse(
      readFileSync(join(folder, 'latest', RUN_FILES.summary), 'utf8'),
    ) as RunRecord;
    expect(traffic?.ok).toBeGreaterThan(20);
    expect(existsSync(join(folder, 'latest', RUN_FILES.htmlReport))).toBe(true);
    await expect.poll(() => processesOf(folder), { timeout: GONE_WITHIN_MS }).toEqual([]);
  });
