import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { OUTPUTS, writeOutputs } from '../../../src/report/outputs.ts';
import { runView } from '../../../src/view/run-view.ts';
import { decodedSlices, smallRun } from '../../made/small-run.ts';

test('an output is a function and its line in the list: a run leaves its file, and other outputs link to it', () => {
  const folder = new RunFolder(test.info().outputPath('2026-11-24T10-00-00-smoke-a1b2'));
  mkdirSync(folder.path, { recursive: true });
  const said: string[] = [];
  const view = runView(smallRun({ runId: folder.runId }), decodedSlices);
  const outcome = { file: 'outcome.txt', title: 'Outcome', text: () => `${view.record.outcome}\n` };
  const place = {
    folder,
    reportsFolder: test.info().outputPath('reports'),
    env: {},
    say: (line: string) => said.push(line),
  };
  writeOutputs(view, place, [outcome, ...OUTPUTS]);
  expect(said).toEqual([]);
  expect(readFileSync(folder.file('outcome.txt'), 'utf8')).toBe(`${view.record.outcome}\n`);
  expect(readFileSync(folder.file('summary.md'), 'utf8')).toContain('[Outcome](outcome.txt)');
});
