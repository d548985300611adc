import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { sliceLine } from '../../../src/measure/slice-file.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { OUTPUTS } from '../../../src/report/outputs.ts';
import { finishRun, isCutShort } from '../../../src/run/finish-run.ts';
import { reserveTarget } from '../../../src/run/one-run-per-target.ts';
import { killedRun, runThatBegan } from '../../made/killed-run.ts';
import { smallSlices } from '../../made/small-run.ts';

function options() {
  return { reportsFolder: test.info().outputPath('reports'), env: {}, say: () => undefined };
}

/** The folder of a smoke that was killed in its second slice. */
function killedSmoke(baseUrl: string): RunFolder {
  const folder = killedRun(runThatBegan(1), baseUrl, []);
  const plan = folder.read<object>(RUN_FILES.plan) ?? {};
  folder.write(RUN_FILES.plan, {
    ...plan,
    scenario: 'smoke',
    startedAt: '2026-11-24T00:00:00.000Z',
    settings: { baseUrl, slaCounts: false },
    lanes: ['traffic'],
    findings: [],
    sockets: {},
  });
  writeFileSync(
    folder.file(RUN_FILES.slices),
    `${smallSlices.map(sliceLine).join('')}{"version":1,"fromMs":`,
  );
  return folder;
}

test('a killed run is judged by the slices on its disk, marked as cut short, and gets every output', () => {
  const folder = killedSmoke('http://desk.test:1');
  expect(isCutShort(folder)).toBe(true);
  expect(finishRun(folder, options())).toBe('fail');
  expect(isCutShort(folder)).toBe(false);
  const record = readRecord(folder);
  expect(record?.traffic?.slices).toHaveLength(smallSlices.length);
  // Its slices have errors enough to break limits, which stay broken.
  expect(record?.reasons.map(({ kind }) => kind)).toEqual(['limit', 'limit', 'interrupted']);
  expect(record?.reasons.at(-1)?.text).toBe(
    `the run was cut short, since its main process was killed; what it made on the target is still there: npm run cleanup -- development --base-url http://desk.test:1 --output-dir ${test.info().outputPath('reports')} removes it`,
  );
  for (const { file } of OUTPUTS) expect(existsSync(folder.file(file)), file).toBe(true);
});

test('the record says which files its folder lacks, and where those are that it did not take', () => {
  const folder = killedSmoke('http://desk.test:1');
  // A folder of the same name takes no file.
  for (const name of [RUN_FILES.junit, 'notes.txt']) mkdirSync(folder.file(name));
  const why = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const spare = folder.spareFor('notes.txt', why);
  writeFileSync(spare, 'kept');
  try {
    finishRun(folder, options());
    expect(readRecord(folder)?.notInFolder).toEqual({
      lost: [RUN_FILES.junit],
      elsewhere: { names: ['notes.txt'], path: dirname(spare) },
    });
  } finally {
    rmSync(dirname(spare), { recursive: true });
  }
});

test('a run whose folder has everything says nothing of files', () => {
  const folder = killedSmoke('http://desk.test:1');
  finishRun(folder, options());
  expect(readRecord(folder)).not.toHaveProperty('notInFolder');
});

test('a run that is still at work is not finished', () => {
  const baseUrl = `http://desk.test:${process.pid}`;
  const folder = killedSmoke(baseUrl);
  const release = reserveTarget(baseUrl, { runId: folder.runId, folder: folder.path });
  expect(() => finishRun(folder, options())).toThrow(
    'Found: no summary.json yet: the run is still at work. Right would be: wait until the run has ended, or stop it with Ctrl-C in its terminal.',
  );
  release();
  expect(finishRun(folder, options())).toBe('fail');
});

test('a run that was killed before it had a plan has nothing to report', () => {
  const folder = new RunFolder(test.info().outputPath('early'));
  mkdirSync(folder.path, { recursive: true });
  expect(() => finishRun(folder, options())).toThrow('Found: no summary.json and no plan.json');
});

test('the summary of a killed run says that its data is still there, or has ended with the embedded sandbox', () => {
  const summaryOf = (sandbox: boolean) => {
    const folder = killedSmoke('http://desk.test:1');
    folder.write(RUN_FILES.plan, { ...folder.read<object>(RUN_FILES.plan), sandbox });
    const said: string[] = [];
    finishRun(folder, { ...options(), say: (line) => said.push(line) });
    return said.join('\n');
  };
  expect(summaryOf(false)).toContain(
    'Test data: no clean-up got to its end; `npm run cleanup` removes what the run created',
  );
  const ofSandbox = summaryOf(true);
  expect(ofSandbox).toContain(
    'Test data: no clean-up got to its end; the embedded Desk Studio has ended, with all data',
  );
  expect(ofSandbox).not.toContain('npm run cleanup');
});
