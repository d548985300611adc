import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

const FAULT_MS = 300;

test(`FAULTS=/deals:script+${FAULT_MS}: the row of the step names the file and the function that block it`, {
  annotation: { type: 'row' },
}, async ({ run }) => {
  const faulty = await startOwnSandbox({ FAULTS: `/deals:script+${FAULT_MS}` });
  try {
    const { run: smoke } = await validRun(() =>
      run(['--project=smoke', 'create-deal'], { BASE_URL: faulty.url }),
    );
    const [round] = smoke.record().rounds;
    const step = round?.steps.find((each) => each.step === 'open the deal list');
    const [blockedBy] = step?.blockedBy ?? [];
    expect(blockedBy, smoke.printed()).toMatchObject({
      file: '/assets/faults/page-faults.js',
      functionName: 'blockMainThread',
    });
    expect(blockedBy?.ms).toBeGreaterThanOrEqual(FAULT_MS - 1);
    const report = readFileSync(join(smoke.outputFolder, 'latest', RUN_FILES.htmlReport), 'utf8');
    const rows = report.split('<tr').filter((row) => row.includes('open the deal list'));
    expect(rows, 'rows of the step in the report').toContainEqual(
      expect.stringContaining('blockMainThread in /assets/faults/page-faults.js'),
    );
  } finally {
    await faulty.stop();
  }
});
