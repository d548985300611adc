import { expect, test } from '@playwright/test';
import { decodeOperations } from '../../../src/measure/decoded-slice.ts';
import { type OperationFigures, sumOperation } from '../../../src/measure/operation-figures.ts';
import type { Outcome } from '../../../src/measure/outcome.ts';
import { Recorder } from '../../../src/measure/recorder.ts';
import { operations } from '../../../src/target/catalogue.ts';
import {
  judgeNormalLoad,
  judgeScenario,
  type LoadFigures,
  type ScenarioFigures,
} from '../../../src/verdict/judge-traffic.ts';
import { subjectWords } from '../../../src/verdict/subject.ts';
import { loadThresholds, PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';
import { decideVerdicts } from '../../../src/verdict/verdict.ts';

const thresholds = loadThresholds(PROJECT_TABLES, { operationIds: operations.map(({ id }) => id) });

/** Figures of requests that ended so, each answered one after 20 ms. */
function figures(outcomes: Partial<Record<Outcome, number>>): OperationFigures {
  const recorder = new Recorder(['it']);
  for (const [outcome, count] of Object.entries(outcomes)) {
    for (let request = 0; request < count; request += 1)
      recorder.end('it', outcome as Outcome, outcome === 'ok' ? 20_000 : undefined, 100);
  }
  return sumOperation(Object.values(decodeOperations(recorder.takeSlice())));
}

/** The verdicts on a smoke with these figures. */
function judge(overall: OperationFigures, more: Partial<ScenarioFigures & LoadFigures> = {}) {
  const figures = {
    scenario: 'smoke',
    ramps: undefined,
    byOperation: new Map(),
    notOffered: new Map(),
  } as const;
  const rampErrors = more.ramps ?? overall;
  const all = { ...figures, overall, errors: overall, rampErrors, ...more };
  return [...judgeScenario(all, thresholds), ...judgeNormalLoad(all, thresholds)];
}

const failing = (judgements: ReturnType<typeof judge>, slaCounts: boolean) =>
  decideVerdicts(judgements, { kind: 'traffic' }, { slaCounts }).filter(({ failsTheRun }) => failsTheRun);
const lineOf = (verdicts: ReturnType<typeof judge>, statistic: string, column: string) =>
  verdicts.find((verdict) => verdict.statistic === statistic && verdict.column === column);

test('a healthy smoke holds its latency, error rate, SLA and availability', () => {
  const verdicts = judge(figures({ ok: 10_000 }));
  expect(verdicts.map(({ statistic, column, limit, kind }) => [statistic, column, limit, kind])).toEqual([
    ['p95', 'scenario', 1000, 'pass'],
    ['errorRate', 'scenario', 0.01, 'pass'],
    ['errorRate', 'sla', 0.001, 'pass'],
    ['availability', 'baseline', 0.999, 'pass'],
  ]);
});

test('requests that were refused politely are errors, but the product was available', () => {
  const verdicts = judge(figures({ ok: 9000, client_error: 500, rate_limited: 500 }));
  expect(lineOf(verdicts, 'errorRate', 'scenario')).toMatchObject({ kind: 'fail', figure: 0.1 });
  expect(lineOf(verdicts, 'availability', 'baseline')).toMatchObject({ kind: 'pass', figure: 1 });
});

for (const outcome of ['server_error', 'timeout', 'reset', 'refused', 'dns', 'tls', 'other'] as const) {
  test(`a product that ends requests as ${outcome} was not available`, () => {
    const verdicts = judge(figures({ ok: 9000, [outcome]: 1000 }));
    expect(lineOf(verdicts, 'availability', 'baseline')).toMatchObject({ kind: 'fail', figure: 0.9 });
  });
}

/** A smoke of which each unfinished request had waited for so long. */
function smokeThatWaits(ok: number, waitedMs: readonly number[]): OperationFigures {
  const recorder = new Recorder(['it']);
  for (let request = 0; request < ok; request += 1) recorder.end('it', 'ok', 20_000, 100);
  for (const ms of waitedMs) recorder.end('it', 'unfinished', ms * 1000, 0);
  return sumOperation(Object.values(decodeOperations(recorder.takeSlice())));
}

test('a target that hangs until the end was not available, and its p95 is at least the wait', () => {
  const waits = Array.from({ length: 50 }, (_, user) => 14_000 + user);
  const verdicts = judge(smokeThatWaits(200, waits));
  expect(lineOf(verdicts, 'availability', 'baseline')).toMatchObject({
    kind: 'fail',
    figure: 0.8,
    samples: 250,
  });
  expect(lineOf(verdicts, 'p95', 'scenario')).toMatchObject({
    kind: 'fail',
    figure: expect.closeTo(14_037, -2),
    isAtLeast: true,
    samples: 250,
    interval: { lower: expect.closeTo(14_030, -2) },
  });
  expect(lineOf(verdicts, 'errorRate', 'scenario')).toMatchObject({ figure: 0, samples: 200 });
});

test('requests that still wait for a target of slow answers make it slow, and not unavailable', () => {
  const recorder = new Recorder(['it']);
  for (let request = 0; request < 200; request += 1) recorder.end('it', 'ok', 1_200_000, 100);
  for (let request = 0; request < 10; request += 1) recorder.end('it', 'unfinished', 1_100_000, 0);
  const verdicts = judge(sumOperation(Object.values(decodeOperations(recorder.takeSlice()))));
  expect(lineOf(verdicts, 'availability', 'baseline')).toMatchObject({ figure: 1, samples: 200 });
  expect(lineOf(verdicts, 'p95', 'scenario')).toMatchObject({ kind: 'fail' });
});

test('requests that were on their way at the end, as in any run, change nothing', () => {
  const verdicts = judge(smokeThatWaits(1000, [3, 18, 950]));
  expect(verdicts).toEqual(judge(figures({ ok: 1000 })));
});

test('what was still under way at the end, nobody knows for how long, is neither an error nor a sample', () => {
  const verdicts = judge(figures({ ok: 990, unfinished: 10 }));
  expect(lineOf(verdicts, 'errorRate', 'scenario')).toMatchObject({ figure: 0, samples: 990 });
  expect(lineOf(verdicts, 'availability', 'baseline')).toMatchObject({ figure: 1, samples: 990 });
});

test('an error rate between SLA and limit breaks the SLA and not the run', () => {
  const verdicts = judge(figures({ ok: 99_600, wrong_body: 400 }));
  expect(lineOf(verdicts, 'errorRate', 'sla')?.kind).toBe('fail');
  expect(failing(verdicts, false)).toEqual([]);
  expect(failing(verdicts, true)).toHaveLength(1);
});

test('operations follow in the order of the tables, each limit of each judged', () => {
  const byOperation = new Map(['tax.calculate', 'deals.list'].map((id) => [id, figures({ ok: 1000 })]));
  const subjects = judge(figures({ ok: 2000 }), { byOperation }).map(({ subject }) => subjectWords(subject));
  expect([...new Set(subjects)]).toEqual(['smoke', 'deals.list', 'tax.calculate']);
  expect(subjects.filter((subject) => subject === 'deals.list')).toHaveLength(2);
});

test('an operation that the target does not offer appears as such', () => {
  const notOffered = new Map([['tax.batch', 'it has no tax service']]);
  const verdicts = judge(figures({ ok: 1000 }), { notOffered });
  expect(
    verdicts.filter(({ subject }) => subjectWords(subject) === 'tax.batch').map(({ kind }) => kind),
  ).toEqual(['not offered', 'not offered']);
});

test('one broken limit leaves the others judged', () => {
  const slow = figures({ ok: 1000, server_error: 300 });
  const kinds = judge(slow).map(({ statistic, kind }) => `${statistic} ${kind}`);
  expect(kinds).toEqual(['p95 pass', 'errorRate fail', 'errorRate fail', 'availability fail']);
});

test('ramps are held against the same limits apart from the plateau, and break nothing', () => {
  const verdicts = judge(figures({ ok: 10_000 }), { ramps: figures({ ok: 500, server_error: 500 }) });
  expect(lineOf(verdicts, 'errorRate', 'ramp')).toMatchObject({ kind: 'fail', figure: 0.5, limit: 0.01 });
  expect(lineOf(verdicts, 'p95', 'ramp')).toMatchObject({ kind: 'pass', limit: 1000 });
  expect(failing(verdicts, true)).toEqual([]);
});
