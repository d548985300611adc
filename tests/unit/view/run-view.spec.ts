import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { junitXml } from '../../../src/report/junit/junit-xml.ts';
import type { Subject } from '../../../src/verdict/subject.ts';
import { runView } from '../../../src/view/run-view.ts';
import { fullRecord } from '../../made/report-record.ts';
import { smallRecord } from '../../made/small-record.ts';
import { decodedSlices, smallRun } from '../../made/small-run.ts';

/** A view's classification of verdicts: everything of it that is no text. */
function classes(record: ReturnType<typeof fullRecord>) {
  const { counts, failed, trafficVerdicts, burstVerdicts, why } = runView(record, []);
  const { verdicts } = record;
  const places = (some: readonly (typeof verdicts)[number][]) => some.map((each) => verdicts.indexOf(each));
  return {
    counts,
    failed: places(failed),
    traffic: places(trafficVerdicts),
    bursts: places(burstVerdicts),
    explained: [...why.values()].map((sentences) => sentences.length > 0),
  };
}

test('rewording the messages of a run changes no classification', () => {
  const record = fullRecord();
  const reworded = {
    ...record,
    reasons: record.reasons.map(({ kind }) => ({ kind, text: 'said in other words' })),
  };
  expect(classes(reworded)).toEqual(classes(record));
  const results = (of: typeof record) =>
    [...junitXml(runView(of, [])).matchAll(/<(failure|error|skipped)\b/g)].map(([, kind]) => kind);
  expect(results(reworded)).toEqual(results(record));
});

test('renaming a step to text that looks like an operation changes no classification', () => {
  const record = fullRecord();
  const renamed = (subject: Subject): Subject =>
    subject.kind === 'step' ? { ...subject, journey: 'deals.create', step: 'p95: deals.create' } : subject;
  const verdicts = record.verdicts.map((each) => ({ ...each, subject: renamed(each.subject) }));
  const { counts, failed, traffic } = classes({ ...record, verdicts });
  expect({ counts, failed, traffic }).toMatchObject({
    counts: classes(record).counts,
    failed: classes(record).failed,
    traffic: classes(record).traffic,
  });
});

test('only the reader of version 2 takes texts of verdicts apart', () => {
  const root = join(import.meta.dirname, '../../../src');
  const cutting =
    /subject\w*\.(?:split|endsWith|startsWith)|statistic\.slice|reasons?\.includes|includes\(verdictMessage/;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => cutting.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

test('limits are counted by what became of them', () => {
  const { counts } = runView(smallRun(), decodedSlices);
  expect(counts).toEqual({ pass: 2, fail: 3, inconclusive: 1, 'not offered': 1 });
});

test('the limit that is furthest over comes first among the broken ones, each with its explanation', () => {
  const { failed, why } = runView(fullRecord(), []);
  expect(failed.map(({ statistic, column }) => `${statistic} ${column}`)).toEqual([
    'errorRate sla',
    'median journey',
    'p95 baseline',
  ]);
  for (const verdict of failed) expect(why.get(verdict)?.length).toBeGreaterThan(0);
});

test('an availability that only waiting requests broke is not explained by latencies', () => {
  const record = fullRecord();
  const [first] = runView(record, []).failed;
  if (first === undefined || record.traffic === null)
    throw new Error('the record has traffic and a broken limit');
  const { explanation: _, ...verdict } = {
    ...first,
    statistic: 'availability' as const,
    figure: 0.9,
    limit: 0.999,
  };
  const operations = record.traffic.operations.map((each) => ({ ...each, failed: 0, outcomes: {} }));
  const { why } = runView({ ...record, verdicts: [verdict], traffic: { ...record.traffic, operations } }, []);
  const [sentences] = why.values();
  expect(sentences).toEqual([expect.stringContaining('% under its limit')]);
});

test('a figure that is a lower bound is at least so much over its limit', () => {
  const record = fullRecord();
  const broken = runView(record, []).failed.find(({ column }) => column === 'baseline');
  if (broken === undefined) throw new Error('the record has a broken limit of the baseline');
  const verdict = { ...broken, figure: 520, limit: 500, isAtLeast: true as const, interval: { lower: 520 } };
  const [sentences] = runView({ ...record, verdicts: [verdict] }, []).why.values();
  expect(sentences?.[0]).toBe('It is at least 4.0 % over its limit.');
});

test('trends and curves are there for each operation, and nothing is made up without slices', () => {
  const { trends, curves } = runView(smallRun(), decodedSlices);
  expect(trends.all?.samples).toBe(22);
  expect([...trends.byOperation.keys()]).toEqual([
    'auth.login',
    'deals.create',
    'messaging.ping',
    'tax.calculate',
  ]);
  expect(curves.get('auth.login')?.at(-1)?.[0]).toBe(100);
  const without = runView(smallRun(), []);
  expect([without.trends.all, without.trends.successes, without.trends.byOperation.size]).toEqual([
    undefined,
    undefined,
    0,
  ]);
  expect(without.curves.size).toBe(0);
});

test("a step's median is taken over the visits of all rounds", () => {
  expect(runView(smallRecord(), []).stepMedians).toEqual([
    { journey: 'login', step: 'sign in', medianMs: 70 },
  ]);
});
