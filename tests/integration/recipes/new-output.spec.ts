import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { OUTPUTS, writeOutputs } from '../../../src/report/outputs.ts';
import { runView } from '../../../src/view/run-view.ts';
import { PROJECT } from '../../made/listed-tests.ts';
import { MOST_REPORT_FILES, projectFiles } from '../../made/project-files.ts';
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

test('the recipe names every file that names an output which is already there, and no other', () => {
  const contributing = readFileSync(join(PROJECT, 'CONTRIBUTING.md'), 'utf8');
  const recipe = /### A report output: (\d+) files\n(.*?)\n\nChecked by/s.exec(contributing);
  const steps = (recipe?.[2] ?? '').split('\n').flatMap((line) => /^\d\. (.*?):/.exec(line)?.[1] ?? []);
  const named = steps.flatMap((step) => [...step.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path));
  const naming = projectFiles()
    // Which outputs its page attaches is Allure's own choice.
    .filter((path) => /^(?:src|docs|reports)\/(?!report\/allure\/).*\.(?:ts|md)$/.test(path))
    .filter((path) =>
      /\boperations\.csv\b|\boperationsCsv\b/.test(readFileSync(join(PROJECT, path), 'utf8')),
    );
  const asNamed = naming.map((path) =>
    path === 'src/report/csv/operations-csv.ts' ? 'src/report/<name>/<name>.ts' : path,
  );
  expect(named.toSorted()).toEqual(asNamed.toSorted());
  expect(Number(recipe?.[1])).toBe(named.length);
});

test('each output has its name in RUN_FILES, and src/report has a place for one more', () => {
  const names: string[] = Object.values(RUN_FILES);
  expect(OUTPUTS.map(({ file }) => file).filter((file) => !names.includes(file))).toEqual([]);
  const files = projectFiles().filter((path) => path.startsWith('src/report/'));
  expect(files.length).toBeLessThan(MOST_REPORT_FILES);
});
