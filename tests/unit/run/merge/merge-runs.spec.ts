import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readRecord } from '../../../../src/record/read-record.ts';
import { RUN_FILES, RUN_FOLDERS } from '../../../../src/record/run-files.ts';
import type { RunFolder } from '../../../../src/record/run-folder.ts';
import { OUTPUTS } from '../../../../src/report/outputs.ts';
import { mergeRuns } from '../../../../src/run/merge/merge-runs.ts';
import { writeMergedTraffic } from '../../../../src/run/merge/merged-traffic.ts';
import { type SegmentToMake, segmentFolder } from '../../../made/segment-folder.ts';
import { smallRecord } from '../../../made/small-record.ts';

/** Merges segments as they are made here. */
function merged(...segments: SegmentToMake[]) {
  return mergeFolders(segments.map(segmentFolder));
}

function mergeFolders(folders: readonly RunFolder[]) {
  const reportsFolder = test.info().outputPath('whole');
  const run = mergeRuns(folders, { reportsFolder, env: {}, say: () => undefined });
  const record = readRecord(run.folder);
  if (record === undefined) throw new Error('found no record of the merged run');
  return { ...run, record };
}

test('two segments become one run, judged once on all requests, with every output', () => {
  const { outcome, record, folder, summary } = merged({ index: 1 }, { index: 2 });
  expect(outcome).toBe('pass');
  expect(record).toMatchObject({ vus: 10, plannedDurationMs: 20_000, outcome: 'pass' });
  expect(record.traffic).toMatchObject({ sent: 620, ok: 620 });
  expect(record.traffic?.slices.map(({ vus }) => vus)).toEqual([10, 10]);
  expect(record.segments?.map(({ index, fault }) => [index, fault])).toEqual([
    [1, undefined],
    [2, undefined],
  ]);
  expect(record).not.toHaveProperty('segment');
  for (const { file } of OUTPUTS) expect(existsSync(folder.file(file)), file).toBe(true);
  expect(summary).toContain('PASSED');
});

test('a first segment that was killed before Allure wrote anything can be merged', () => {
  const folders = [{ index: 1, isCutShort: true }, { index: 2 }].map(segmentFolder);
  rmSync(folders[0]?.file(RUN_FOLDERS.allureResults) ?? '', { recursive: true });
  const { outcome, record } = mergeFolders(folders);
  expect(outcome).toBe('invalid');
  expect(record.reasons[0]?.text).toContain('segment 1 of 2 was cut short');
});

test('one segment alone, which is the whole, can be merged too', () => {
  const { outcome, record } = merged({ index: 1, of: 1 });
  expect(outcome).toBe('pass');
  expect(record.traffic?.sent).toBe(310);
});

test('the order in which segments are named changes nothing', () => {
  const folders = [{ index: 2 }, { index: 1 }].map(segmentFolder);
  const { record } = mergeFolders(folders);
  expect(record.segments?.map(({ index }) => index)).toEqual([1, 2]);
});

const FAULTS: [what: string, segments: SegmentToMake[], reason: RegExp][] = [
  [
    'is missing',
    [
      { index: 1, of: 3 },
      { index: 3, of: 3 },
    ],
    /segment 2 of 3 is missing/,
  ],
  ['was killed', [{ index: 1 }, { index: 2, isCutShort: true }], /segment 2 of 2 was cut short/],
  [
    'began late',
    [{ index: 1 }, { index: 2, segment: { lateMs: 3_000 } }],
    /segment 2 of 2 began 3\.0 s after START_AT/,
  ],
  [
    'ended early',
    [{ index: 1 }, { index: 2, untilMs: 8_000 }],
    /segment 2 of 2 ended 12\.0 s before the others/,
  ],
  [
    'is invalid',
    [
      { index: 1, record: { outcome: 'invalid', reasons: [{ kind: 'invalid', text: 'the clock was set' }] } },
      { index: 2 },
    ],
    /segment 1 of 2 is invalid \(the clock was set\)/,
  ],
  [
    'could not run',
    [
      { index: 1 },
      { index: 2, record: { outcome: 'could not run', reasons: [{ kind: 'test error', text: 'no users' }] } },
    ],
    /segment 2 of 2 did not come to its end \(no users\)/,
  ],
  [
    'has a clock that is hardly known',
    [{ index: 1 }, { index: 2, segment: { clock: { kind: 'known', offsetMs: 12, uncertainMs: 1_200 } } }],
    /segment 2 of 2 may have begun 1\.2 s apart from the others: its clock is known to ± 1\.2 s only/,
  ],
  [
    'is cut off from the target',
    [{ index: 1 }, { index: 2, cutOffAtMs: 12_000 }],
    /segment 2 of 2 was cut off from the target: from second 12 to 20 it got no answer to 40 requests, while the others got theirs/,
  ],
  [
    'has a clock that nobody could compare',
    [{ index: 1 }, { index: 2, segment: { clock: { kind: 'unknown', why: 'no Date header' } } }],
    /segment 2 of 2 may have begun at any time: .*\(no Date header\)/,
  ],
  [
    'has a clock that was set during the run',
    [
      { index: 1 },
      { index: 2, segment: { clockAtEnd: { kind: 'known', offsetMs: 3_000, uncertainMs: 20 } } },
    ],
    /segment 2 of 2 has a clock that moved by 2\.9 s or more/,
  ],
];

for (const [what, segments, reason] of FAULTS)
  test(`a segment that ${what} makes the whole invalid, and the reason says which`, () => {
    const { outcome, record } = merged(...segments);
    expect(outcome).toBe('invalid');
    expect(record.reasons[0]).toMatchObject({ kind: 'invalid', text: expect.stringMatching(reason) });
    expect(record.verdicts.filter(({ kind }) => kind === 'pass' || kind === 'fail')).toEqual([]);
  });

test('what disturbed a segment has its number, also where one before it is missing', () => {
  const folders = [1, 3].map((index) => segmentFolder({ index, of: 3 }));
  const path = folders[1]?.file(RUN_FILES.slices) ?? '';
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"clockStepMs":0', '"clockStepMs":200'));
  const disturbed = mergeFolders(folders).record.traffic?.slices.flatMap((slice) => slice.disturbed) ?? [];
  expect(disturbed.length).toBeGreaterThan(0);
  for (const words of disturbed) expect(words).toMatch(/^segment 3: the clock stepped by/);
});

test('a clock that is 3 s off, and known to be, was corrected before the traffic: nothing is wrong', () => {
  const clock = { kind: 'known', offsetMs: 3_000, uncertainMs: 30 } as const;
  const { outcome } = merged({ index: 1 }, { index: 2, segment: { clock, clockAtEnd: clock } });
  expect(outcome).toBe('pass');
});

test('a segment that waits for a last answer when its time is over does not make the others early', () => {
  const { outcome, record } = merged({ index: 1 }, { index: 2, untilMs: 24_000 });
  expect([outcome, record.segments?.map(({ fault }) => fault)]).toEqual(['pass', [undefined, undefined]]);
});

test('a segment that was cut off and ended takes nothing from the figures, and does not speak for the target', () => {
  const stopped = 'the target is gone: no request succeeded since second 12.0';
  const { record } = merged(
    { index: 1 },
    {
      index: 2,
      cutOffAtMs: 12_000,
      untilMs: 16_000,
      stopped,
      record: { outcome: 'fail', reasons: [{ kind: 'stopped', text: stopped }] },
    },
  );
  expect(record.reasons.map(({ kind }) => kind)).toEqual(['invalid']);
  expect(record.traffic).toMatchObject({ sent: 310 + 6 * 31 + 20, ok: 310 + 6 * 31 });
});

test('a target that is gone for all segments fails the whole, as it does in one process', () => {
  const stopped = 'the target is gone: no request succeeded since second 12.0';
  const gone = {
    cutOffAtMs: 12_000,
    untilMs: 16_000,
    stopped,
    record: { outcome: 'fail', reasons: [{ kind: 'stopped', text: stopped }] },
  } as const;
  const { outcome, record } = merged({ index: 1, ...gone }, { index: 2, ...gone });
  expect(outcome).toBe('fail');
  expect(record.reasons).toContainEqual({ kind: 'stopped', text: stopped });
});

test('what is of another run, no segment, or there twice is refused', () => {
  const one = segmentFolder({ index: 1 });
  const refused = (other: RunFolder) => {
    try {
      mergeFolders([one, other]);
      return 'taken';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refused(segmentFolder({ index: 2, vus: 20 }))).toContain('another load or limits of it');
  expect(refused(segmentFolder({ index: 2, startAt: '2026-11-24T11:00:00.000Z' }))).toContain(
    'another START_AT',
  );
  expect(refused(segmentFolder({ index: 2, of: 3 }))).toContain('another number of segments');
  expect(refused(one)).toContain('both are segment 1');
  const whole = segmentFolder({ index: 2 });
  const { segment: _, ...plan } = whole.read<Record<string, unknown>>(RUN_FILES.plan) ?? {};
  whole.write(RUN_FILES.plan, plan);
  expect(refused(whole)).toContain('which holds a whole run');
});

const stored = {
  name: 'traffic of 5 virtual users',
  fullName: 'traffic.spec.ts › traffic of 5 virtual users',
  labels: [],
  steps: [],
};

test("the traffic in Allure's results has failed when the target was gone, as in one process, whatever its limits", () => {
  const reasons = [{ kind: 'stopped', text: 'the target is gone' }] as const;
  const run = segmentFolder({ index: 1 });
  const path = `${run.file(RUN_FOLDERS.allureResults)}/a-result.json`;
  writeFileSync(path, JSON.stringify({ ...stored, status: 'failed' }));
  writeMergedTraffic(run, smallRecord({ outcome: 'fail', reasons, verdicts: [] }));
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    status: 'failed',
    statusDetails: { message: 'the target is gone' },
  });
});

test("the traffic in Allure's results is that of the whole, with its limits", () => {
  const folders = [{ index: 1 }, { index: 2 }].map(segmentFolder);
  const results = folders[0]?.file(RUN_FOLDERS.allureResults) ?? '';
  writeFileSync(`${results}/a-result.json`, JSON.stringify({ ...stored, status: 'passed' }));
  // Of the report that the segment has by itself.
  writeFileSync(`${results}/${folders[0]?.runId}-globals.json`, '{}');
  const { folder } = mergeFolders(folders);
  const own = folder.file(RUN_FOLDERS.allureResults);
  expect(readdirSync(own)).toEqual(['a-result.json']);
  const result = JSON.parse(readFileSync(`${own}/a-result.json`, 'utf8'));
  expect(result).toMatchObject({
    name: 'traffic of 10 virtual users in 2 segments',
    fullName: 'traffic.spec.ts › traffic of 10 virtual users in 2 segments',
    status: 'passed',
  });
  expect(JSON.stringify(result.steps)).toContain('p95');
});

test('the accounts of the users of all segments are counted together', () => {
  const folders = [{ index: 1 }, { index: 2 }].map(segmentFolder);
  for (const [index, folder] of folders.entries())
    folder.write(RUN_FILES.signIn, { done: 10, of: 10, made: index, sinceMs: 900 });
  expect(mergeFolders(folders).record.accounts).toEqual({ reused: 19, made: 1 });
});
