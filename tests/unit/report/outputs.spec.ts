import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sliceLine } from '../../../src/measure/slice-file.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { SpareFolder } from '../../../src/record/spare-folder.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { OUTPUTS, writeOutputs } from '../../../src/report/outputs.ts';
import { runView } from '../../../src/view/run-view.ts';
import { fullRecord } from '../../made/report-record.ts';
import { decodedSlices, smallRun, smallSlices } from '../../made/small-run.ts';

let reports = '';
test.beforeEach(() => {
  reports = mkdtempSync(join(tmpdir(), 'desk-exports-'));
});
test.afterEach(() => rmSync(reports, { recursive: true }));

function runFolder(runId: string): RunFolder {
  const folder = new RunFolder(join(reports, 'runs', runId));
  mkdirSync(folder.path, { recursive: true });
  for (const slice of smallSlices) appendFileSync(folder.file('slices.jsonl'), sliceLine(slice));
  return folder;
}

function write(folder: RunFolder, env: NodeJS.ProcessEnv = {}): string[] {
  const said: string[] = [];
  const view = runView(smallRun({ runId: folder.runId }), decodedSlices);
  writeOutputs(view, { folder, reportsFolder: reports, env, say: (line) => said.push(line) });
  return said;
}

test('a run leaves its outputs for machines, and says nothing of it', () => {
  const folder = runFolder('2026-11-24T10-00-00-smoke-a1b2');
  expect(write(folder)).toEqual([]);
  for (const name of ['junit.xml', 'k6-summary.json', 'operations.csv', 'summary.md'])
    expect(existsSync(folder.file(name)), name).toBe(true);
  expect(existsSync(folder.file('comparison.json'))).toBe(false);
});

test('a second run is compared with the one before', () => {
  const first = runFolder('2026-11-24T09-00-00-smoke-0001');
  first.write('summary.json', smallRun({ runId: first.runId, startedAt: '2026-11-24T09:00:00.000Z' }));
  const folder = runFolder('2026-11-24T10-00-00-smoke-a1b2');
  write(folder);
  expect(folder.read('comparison.json')).toMatchObject({ kind: 'compared', baseRunId: first.runId });
  expect(readFileSync(folder.file('summary.md'), 'utf8')).toContain(`Earlier run: \`${first.runId}\``);
});

test('no output of an invalid run calls a limit broken, held or crossed', () => {
  const invalid = { outcome: 'invalid', reasons: [{ kind: 'invalid', text: 'the clock was set' }] } as const;
  for (const record of [smallRun(invalid), fullRecord(invalid)]) {
    const view = runView(record, decodedSlices);
    for (const { file, text } of OUTPUTS) {
      const written = text(view, { comparison: undefined, artefacts: [] }).replace(
        /<(style|script).*?<\/\1>/gs,
        '',
      );
      expect(written, file).not.toMatch(/\bfail\b|\bheld\b|"v fail"|"broken"|thresholds/i);
      expect(written.replaceAll(/no limit (is )?broken/g, ''), file).not.toMatch(/\d+ broken|BROKEN/);
    }
    expect(JSON.stringify(runVariables(view))).not.toMatch(/broken|held/);
    expect(view.failed).toEqual([]);
  }
});

test("within a workflow the same text is appended to the job's summary", () => {
  const folder = runFolder('2026-11-24T10-00-00-smoke-a1b2');
  const summaryPath = join(reports, 'step-summary.md');
  writeFileSync(summaryPath, 'before\n');
  write(folder, {
    GITHUB_STEP_SUMMARY: summaryPath,
    GITHUB_SERVER_URL: 'https://git.example',
    GITHUB_REPOSITORY: 'dealer/desk',
    GITHUB_RUN_ID: '42',
  });
  const markdown = readFileSync(folder.file('summary.md'), 'utf8');
  expect(readFileSync(summaryPath, 'utf8')).toBe(`before\n${markdown}\n`);
  expect(markdown).toContain('(https://git.example/dealer/desk/actions/runs/42#artifacts)');
});

test('an output that cannot be made costs one line, and the others are made', () => {
  const folder = runFolder('2026-11-24T10-00-00-smoke-a1b2');
  mkdirSync(folder.file('junit.xml'));
  expect(write(folder)).toEqual([expect.stringContaining('junit.xml could not be made')]);
  expect(existsSync(folder.file('operations.csv'))).toBe(true);
});

test('in a folder that takes no files the texts are made all the same, and kept elsewhere', () => {
  test.skip(process.platform !== 'linux', 'nobody may make files in /sys, which is a folder of Linux');
  const folder = new RunFolder(`/sys/2026-11-24T10-00-00-smoke-${process.pid}`);
  const said: string[] = [];
  const view = runView(smallRun({ runId: folder.runId }), decodedSlices);
  try {
    const texts = writeOutputs(view, {
      folder,
      reportsFolder: reports,
      env: {},
      say: (line) => said.push(line),
    });
    expect(said).toEqual([]);
    expect([...texts.keys()]).toEqual(OUTPUTS.map(({ file }) => file));
    expect(folder.bringHome()?.names).toEqual(expect.arrayContaining(['summary.txt', 'report.html']));
  } finally {
    new SpareFolder(folder.runId).discard();
  }
});
