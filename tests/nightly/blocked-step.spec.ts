import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { startOwnSandbox } from '../suite/own-sandbox.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

test('FAULTS=/deals:script+300: the record, the report and the summary name the file and the function that block the step', {
  annotation: { type: 'row' },
}, async ({ run }) => {
  const faulty = await startOwnSandbox({ FAULTS: '/deals:script+300' });
  try {
    const { run: smoke } = await validRun(() =>
      run(['--project=smoke'], {
        BASE_URL: faulty.url,
        DURATION: '30s',
        VUS: '5',
        JOURNEYS: 'create-deal',
      }),
    );
    const [round] = smoke.record().rounds;
    const step = round?.steps.find((each) => each.step === 'open the deal list');
    expect(step?.blockedBy?.[0], smoke.printed()).toMatchObject({
      file: '/assets/faults/page-faults.js',
      functionName: 'blockMainThread',
    });
    expect(step?.blockedBy?.[0]?.ms).toBeGreaterThanOrEqual(299);
    for (const file of [RUN_FILES.htmlReport, RUN_FILES.summaryText]) {
      const text = readFileSync(join(smoke.outputFolder, 'latest', file), 'utf8');
      expect(text, file).toContain('blockMainThread');
      expect(text, file).toContain('/assets/faults/page-faults.js');
    }
  } finally {
    await faulty.stop();
  }
});
