import { expect, test } from '@playwright/test';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { stoppingLine } from '../../../src/run/stopping-line.ts';
import { killedRun, runThatBegan } from '../../made/killed-run.ts';

test('Ctrl-C promises a summary only where the run has begun', () => {
  expect(stoppingLine(killedRun(runThatBegan(0), 'http://desk.test:8080', []))).toBe(
    'Stopping: the run ends in order and writes its summary. Press Ctrl-C again to stop immediately.',
  );
  expect(stoppingLine(new RunFolder(test.info().outputPath('nothing')))).toBe(
    'Stopping: the run has not begun, so it has no summary. Press Ctrl-C again to stop immediately.',
  );
});
