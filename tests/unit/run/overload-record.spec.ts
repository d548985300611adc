import { expect, test } from '@playwright/test';
import type { Crowd } from '../../../src/measure/crowding.ts';
import { type DecodedSlice, decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeSlices } from '../../../src/run/judge-slices.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { vusAt } from '../../../src/traffic/plan/stages.ts';
import { measuredId } from '../../../src/verdict/subject.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';
import { overloadView } from '../../../src/view/breaking-loads.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

const tables = loadTables();

/** What `deals.get` does in a slice: how often it answers, how fast, and how often it fails. */
interface Answers {
  readonly ms: number;
  readonly ok?: number;
  readonly failed?: number;
  /** Of each answer, in milliseconds, what may be the measurer's own delay. */
  readonly ownMs?: number;
  readonly slice?: Partial<Slice>;
}

/** Judges a scenario of slices of ten seconds that answer as the users at that moment make them. */
function judged(
  scenario: string,
  answers: (vus: number, atMs: number) => Answers,
  wanted: Parameters<typeof planScenario>[2] = {},
  crowd?: Crowd,
) {
  const plan = planScenario(scenarioRow(tables, scenario), [], wanted);
  const slices = Array.from({ length: Math.floor(plan.durationMs / 10_000) }, (_, index): DecodedSlice => {
    const atMs = index * 10_000 + 5_000;
    const vus = vusAt(plan.stages, atMs);
    const { ms, ok = 400, failed = 0, ownMs = 0, slice = {} } = answers(vus, atMs);
    const own = {
      outcomes: { ok, ...(failed > 0 && { server_error: failed }) },
      bytesReceived: 0,
      successes: constantHistogram(ms, ok).encode(),
      least: constantHistogram(ms - ownMs, ok).encode(),
    };
    const phase = scenario === 'stress' ? 'ramp' : 'plateau';
    return decodeSlice(madeSlice(index, { 'deals.get': own }, { phase, vus, ...slice }));
  });
  const judgedPlan = { scenario, offers: {}, sockets: {}, plan };
  const { verdicts, overload } = judgeSlices(slices, judgedPlan, tables, { slaCounts: false, crowd });
  const levels = overload?.levels ?? [];
  const limitOf = (id: string, statistic: string) =>
    overload?.limits.find(
      ({ subject, ...limit }) =>
        (measuredId(subject) ?? subject.kind) === id && limit.statistic === statistic,
    );
  const nameOf = (index: number | undefined) => {
    const level = index === undefined ? undefined : levels[index];
    return level && `${level.from} to ${level.to}`;
  };
  const breaking = (statistic = 'p95', id = 'deals.get') => {
    const found = limitOf(id, statistic);
    return {
      broke: nameOf(found?.brokeAt),
      held: nameOf(found?.heldAt),
      kinds: found?.levels.map(({ kind }) => kind).join(' '),
    };
  };
  const failing = verdicts.filter(({ failsTheRun }) => failsTheRun);
  return { verdicts, failing, overload, breaking };
}

test('a row that 300 users break is reported with that load, and a stress within its own limits is green', () => {
  const { failing, breaking, overload } = judged('stress', (vus) => ({ ms: vus <= 200 ? 60 : 226 }));
  expect(failing).toEqual([]);
  expect(breaking()).toEqual({
    broke: '200 to 300',
    held: '100 to 200',
    kinds: 'pass pass fail fail fail fail',
  });
  const row = overload?.limits.find(({ statistic }) => statistic === 'p95');
  expect(row).toMatchObject({ limit: 150 });
  expect(row?.levels[2]?.figure).toBeCloseTo(226, -1);
});

test('the rows of stress are judged up to 100 users', () => {
  const { failing, breaking, verdicts } = judged('stress', (vus) => ({ ms: vus <= 100 ? 226 : 300 }));
  expect(failing.map(({ subject, statistic }) => `${measuredId(subject)} ${statistic}`)).toEqual([
    'deals.get p95',
  ]);
  expect(breaking()).toMatchObject({ broke: '0 to 100', held: undefined });
  const p95 = verdicts.find(({ statistic, column }) => statistic === 'p95' && column === 'baseline');
  expect(p95).toMatchObject({ samples: 12 * 400 });
});

test('under overload the own limits of the scenario decide', () => {
  const slow = judged('stress', (vus) => ({ ms: vus <= 100 ? 60 : 1_100 }));
  expect(slow.failing).toMatchObject([{ column: 'scenario', statistic: 'p95', limit: 1_000 }]);
  const failing = judged('stress', (vus) => ({ ms: 60, failed: vus <= 100 ? 0 : 40 }));
  expect(failing.failing).toMatchObject([{ column: 'scenario', statistic: 'errorRate', limit: 0.05 }]);
});

test('failures under overload break neither availability nor the error rate of the SLA, but are reported', () => {
  const { verdicts, failing, breaking } = judged('stress', (vus) => ({
    ms: 60,
    failed: vus <= 200 ? 0 : 10,
  }));
  expect(failing).toEqual([]);
  expect(verdicts.find(({ statistic }) => statistic === 'availability')).toMatchObject({ kind: 'pass' });
  expect(breaking('availability', 'scenario')).toMatchObject({ broke: '200 to 300', held: '100 to 200' });
  expect(breaking('errorRate', 'scenario')).toMatchObject({ broke: '200 to 300' });
});

test('a level with too few samples is not decided: the row broke later, and was held before', () => {
  const isScarce = (atMs: number) => atMs > 300_000 && atMs < 480_000;
  const { breaking } = judged('stress', (vus, atMs) => ({
    ms: vus <= 200 ? 60 : 226,
    ok: isScarce(atMs) ? Number(atMs === 305_000) : 400,
  }));
  expect(breaking()).toEqual({
    broke: '300 to 400',
    held: '100 to 200',
    kinds: 'pass pass inconclusive fail fail fail',
  });
});

test("a level that the measurer's own delay hides is not decided, and says so", () => {
  const { breaking, overload } = judged('stress', (vus) => ({
    ms: vus <= 200 ? 60 : 226,
    ownMs: vus <= 200 ? 0 : 150,
  }));
  expect(breaking()).toMatchObject({ broke: undefined, held: '100 to 200' });
  const row = overload?.limits.find(({ statistic }) => statistic === 'p95');
  expect(row?.levels[2]).toMatchObject({ kind: 'inconclusive', because: 'own delay' });
  expect(row?.levels[2]?.least).toBeCloseTo(76, -1);
  if (overload === undefined) throw new Error('there was overload');
  expect(overloadView(overload).counts).toMatchObject({ hidden: 1, undecided: 0 });
});

test("a row is broken at a load where it is without the measurer's own delay, and the level has both figures", () => {
  const { breaking, overload } = judged('stress', (vus) => ({
    ms: vus <= 200 ? 60 : vus <= 300 ? 226 : 400,
    ownMs: vus <= 200 ? 0 : 100,
  }));
  expect(breaking()).toMatchObject({ broke: '300 to 400', held: '100 to 200' });
  const level = overload?.levels[3];
  expect(level?.p95Ms).toBeCloseTo(400, -1);
  expect(level?.p95LeastMs).toBeCloseTo(300, -1);
});

test('where others took the cores from an embedded target, the overload broke no limit on time for certain', () => {
  const crowd = { reason: 'it waited', takenMs: 1e9, takenShare: 0.5 };
  const { breaking } = judged('stress', (vus) => ({ ms: vus <= 200 ? 60 : 226 }), {}, crowd);
  expect(breaking()).toMatchObject({ broke: undefined, held: '100 to 200' });
});

test('a level that had less load than planned holds nothing for certain', () => {
  const starved = { userTime: { totalMs: 100_000, lostMs: 30_000 } };
  const { breaking } = judged('stress', (vus) => ({ ms: 60, slice: vus > 400 ? starved : {} }));
  expect(breaking()).toMatchObject({ held: '300 to 400', broke: undefined });
});

test('after the recovery of a spike the rows have to hold as before it', () => {
  const sound = judged('spike', (vus, atMs) => ({
    ms: vus > 100 || (atMs > 250_000 && atMs < 330_000) ? 900 : 60,
  }));
  expect(sound.failing).toEqual([]);
  expect(sound.breaking()).toMatchObject({ broke: '100 to 1000' });
  const lasting = judged('spike', (vus, atMs) => ({ ms: vus > 100 || atMs > 250_000 ? 900 : 60 }));
  expect(lasting.failing.map(({ subject, statistic }) => `${measuredId(subject)} ${statistic}`)).toEqual([
    'deals.get p95',
    'deals.get p99',
  ]);
});

test('slices with rounds are in no level', () => {
  const round = { kind: 'burst', journey: 'login', number: 1, operation: 'auth.login' } as const;
  const { breaking } = judged('stress', (vus, atMs) => ({
    ms: vus > 200 && vus <= 300 && atMs > 320_000 && atMs < 360_000 ? 900 : 60,
    slice: atMs > 320_000 && atMs < 360_000 ? { round } : {},
  }));
  expect(breaking()).toMatchObject({ broke: undefined, held: '400 to 500' });
});

test('with 50 users a stress has no overload: every row is judged throughout', () => {
  const { overload, failing } = judged('stress', (vus) => ({ ms: vus < 40 ? 60 : 400 }), { vus: 50 });
  expect(overload).toBeUndefined();
  expect(failing).toMatchObject([
    { subject: { id: 'deals.get' }, statistic: 'p95' },
    { subject: { id: 'deals.get' }, statistic: 'p99' },
  ]);
});

test('with 50 users a stress may fail no more requests than a load: its own error rate is one for overload', () => {
  const { verdicts } = judged('stress', () => ({ ms: 60, ok: 97, failed: 3 }), { vus: 50 });
  const errorRates = verdicts.filter(
    ({ subject, statistic }) => subject.kind === 'scenario' && statistic === 'errorRate',
  );
  expect(errorRates).toContainEqual(
    expect.objectContaining({ column: 'scenario', limit: 0.05, kind: 'pass' }),
  );
  expect(errorRates).toContainEqual(
    expect.objectContaining({ column: 'baseline', limit: 0.01, kind: 'fail' }),
  );
});

test('what was sent under overload only has no sample to judge it by', () => {
  const { verdicts } = judged('stress', (vus) => ({ ms: 60, ok: vus <= 100 ? 0 : 400 }));
  expect(
    verdicts.find(({ subject, statistic }) => measuredId(subject) === 'deals.get' && statistic === 'p95'),
  ).toMatchObject({ kind: 'inconclusive', samples: 0 });
});

test("the scenario's own p95 is that of its overload: the requests of normal load do not make it easier to hold", () => {
  const { failing } = judged('spike', (vus) => (vus > 100 ? { ms: 2_500, ok: 30 } : { ms: 60, ok: 4_000 }));
  expect(failing).toMatchObject([{ column: 'scenario', statistic: 'p95', limit: 2_000 }]);
});

test('while a target recovers it may be slow, but not fail more than the scenario allows', () => {
  const isRecovering = (atMs: number) => atMs > 260_000 && atMs < 330_000;
  const slow = judged('spike', (_, atMs) => ({ ms: isRecovering(atMs) ? 2_500 : 60 }));
  expect(slow.failing).toEqual([]);
  const failing = judged('spike', (_, atMs) => ({ ms: 60, failed: isRecovering(atMs) ? 400 : 0 }));
  expect(failing.failing).toMatchObject([{ column: 'scenario', statistic: 'errorRate', limit: 0.1 }]);
});

test('at normal load a share of errors that the overload may have breaks the global limit', () => {
  const { failing } = judged('stress', (vus) => ({ ms: 60, failed: vus <= 100 ? 12 : 0 }));
  expect(failing).toMatchObject([
    { column: 'baseline', statistic: 'errorRate', limit: 0.01 },
    { column: 'baseline', statistic: 'availability' },
  ]);
});
