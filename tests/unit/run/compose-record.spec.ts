import { expect, test } from '@playwright/test';
import type { DecodedSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { RUN_FILES, roundFile } from '../../../src/record/run-files.ts';
import type { RunPlan } from '../../../src/record/run-plan.ts';
import type { Reason } from '../../../src/record/run-record.ts';
import { runVariables } from '../../../src/report/allure/config.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { junitXml } from '../../../src/report/junit/junit-xml.ts';
import { markdownSummary } from '../../../src/report/markdown/summary.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { outcomeOf } from '../../../src/run/reasons.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import type { Verdict } from '../../../src/verdict/verdict.ts';
import { runView } from '../../../src/view/run-view.ts';
import { recordOf, SMALL_PLAN } from '../../made/composed-record.ts';
import { fullRound } from '../../made/report-rounds.ts';
import { trafficVerdicts } from '../../made/report-verdicts.ts';
import { decodedSlices } from '../../made/small-run.ts';

const outcomes: readonly [kinds: readonly Reason['kind'][], outcome: string][] = [
  [['test error', 'interrupted', 'limit', 'stopped', 'invalid'], 'invalid'],
  [['test error', 'interrupted', 'undecided'], 'invalid'],
  [['undecided', 'limit'], 'fail'],
  [['undecided', 'stopped'], 'fail'],
  [['undecided', 'outage'], 'fail'],
  [['test error', 'limit'], 'fail'],
  [['interrupted', 'stopped'], 'fail'],
  [['test error'], 'could not run'],
  [['interrupted'], 'could not run'],
  [['nothing decided'], 'nothing decided'],
  [[], 'pass'],
];
for (const [kinds, outcome] of outcomes) {
  test(`a run with ${kinds.length === 0 ? 'no reason' : `the reasons ${kinds.join(', ')}`} has the outcome ${outcome}`, () => {
    expect(outcomeOf(kinds.map((kind) => ({ kind })))).toBe(outcome);
  });
}

test('what the traffic lane judged stands as it is', () => {
  const record = recordOf({ [RUN_FILES.trafficVerdicts]: { verdicts: trafficVerdicts } });
  expect(withoutCauses(record.verdicts)).toEqual(trafficVerdicts);
  expect(record.outcome).toBe('fail');
});

test('the record itself says why a limit is broken', () => {
  const { verdicts } = recordOf({ [RUN_FILES.trafficVerdicts]: { verdicts: trafficVerdicts } });
  for (const { kind, causes } of verdicts) expect(causes === undefined).toBe(kind !== 'fail');
});

test('the record itself names the script that blocked a step over its limit', () => {
  const round = JSON.stringify(fullRound(2)).replace('"share":0.067', '"share":0.6');
  const { culprits } = recordOf({ [roundFile('create-deal', 2)]: JSON.parse(round) as unknown });
  expect(culprits).toMatchObject([{ kind: 'script', of: 'create-deal: save the deal' }]);
});

const [held] = trafficVerdicts.filter(({ kind }) => kind === 'pass');

function withoutCauses(verdicts: readonly Verdict[]) {
  return verdicts.map(({ causes: _, ...verdict }) => verdict);
}

test('the record of an open model has the users that it begins with, and those that it may have at most', () => {
  const open = (maxVus?: number) => {
    const plan = planScenario(loadTables().scenarios.smoke, [], {
      ratePerSecond: 50,
      ...(maxVus !== undefined && { maxVus }),
    });
    const { vus, maxVus: most, ratePerSecond } = recordOf({}, {}, decodedSlices, { plan });
    return { vus, most, ratePerSecond };
  };
  expect(open()).toEqual({ vus: 10, most: 100, ratePerSecond: 50 });
  expect(open(5)).toEqual({ vus: 5, most: 5, ratePerSecond: 50 });
});

test('the record says whether the SLA counts', () => {
  expect(recordOf({}, { slaCounts: true }).slaCounts).toBe(true);
  expect(recordOf({})).not.toHaveProperty('slaCounts');
});

test('load that was not offered, and limits that the measurer hides, leave the run undecided', () => {
  const hidden = {
    ...trafficVerdicts[0],
    kind: 'inconclusive',
    because: 'own delay',
    isHidden: true,
    reason: 'own',
  };
  const record = recordOf({
    [RUN_FILES.trafficVerdicts]: { verdicts: [hidden], lostLoad: 'users lost 11 %' },
  });
  expect(record.reasons).toEqual([
    { kind: 'undecided', text: 'users lost 11 %' },
    { kind: 'undecided', text: expect.stringContaining('inconclusive (own)') },
  ]);
  expect(record.outcome).toBe('invalid');
});

test('the lane says whether the measurement is invalid', () => {
  const record = recordOf({ [RUN_FILES.trafficVerdicts]: { verdicts: [], invalid: 'starved' } });
  expect(record.reasons).toEqual([{ kind: 'invalid', text: 'starved' }]);
  expect(record.outcome).toBe('invalid');
});

test('when the traffic lane crashed, its slices are judged by the conductor', () => {
  const record = recordOf({}, { testErrors: ['traffic: Error: the worker process crashed'] });
  expect(record.traffic?.sent).toBe(22);
  expect(record.verdicts.filter(({ owner }) => owner.kind === 'traffic').length).toBeGreaterThan(4);
  expect(record.reasons.at(-1)).toEqual({
    kind: 'test error',
    text: 'traffic: Error: the worker process crashed',
  });
});

test("a round's verdicts stand once in the record, by their owner and after the traffic's", () => {
  const round = fullRound(2);
  const record = recordOf({
    [RUN_FILES.trafficVerdicts]: { verdicts: trafficVerdicts },
    [roundFile('create-deal', 2)]: round,
  });
  expect(record.rounds[0]).not.toHaveProperty('verdicts');
  expect(withoutCauses(record.verdicts)).toEqual([...trafficVerdicts, ...round.verdicts]);
  expect(record.reasons.map(({ kind }) => kind)).toEqual(['limit', 'limit']);
});

test('a run without a single figure could not run, and says so', () => {
  const record = recordOf({}, {}, []);
  expect(record.outcome).toBe('could not run');
  expect(record.reasons.map(({ text }) => text)).toEqual([expect.stringContaining('nothing was measured')]);
});

test('a run that was interrupted before its first figure gives that reason only', () => {
  const record = recordOf({}, { interrupted: true }, []);
  expect(record.reasons.map(({ kind }) => kind)).toEqual(['interrupted']);
});

test('an invalid run names the trouble of the measurer, and none of the limits that its figures break', () => {
  const broken = trafficVerdicts.map((verdict) => ({ ...verdict, kind: 'fail', failsTheRun: true }));
  const { outcome, reasons, verdicts } = recordOf({
    [RUN_FILES.trafficVerdicts]: { verdicts: broken, invalid: 'the measurer was starved' },
  });
  expect(verdicts.map(({ kind, failsTheRun }) => ({ kind, failsTheRun }))).toEqual(
    broken.map(() => ({ kind: 'inconclusive', failsTheRun: false })),
  );
  expect(outcome).toBe('invalid');
  expect(reasons).toEqual([{ kind: 'invalid', text: 'the measurer was starved' }]);
});

test('a baseline lists the operations of its services that the target does not offer', () => {
  const missing = { kind: 'not offered', reason: 'it has no tax service' };
  const baseline = {
    ...SMALL_PLAN,
    scenario: 'baseline',
    lanes: ['tax'],
    offers: { 'tax.calculate': missing, 'deals.get': missing },
  } as unknown as RunPlan;
  const record = recordOf({}, {}, [], baseline);
  expect(record.verdicts).toMatchObject(
    ['p95', 'p99', 'errorRate'].map((statistic) => ({
      kind: 'not offered',
      subject: { kind: 'operation', id: 'tax.calculate' },
      owner: { kind: 'burst', operation: 'tax.calculate' },
      statistic,
      reason: 'it has no tax service',
    })),
  );
  const view = runView(record, []);
  expect(summaryText(view)).toContain(
    'Not offered by the target, so not measured (1): tax.calculate (it has no tax service).',
  );
  expect(summaryText(view)).toContain('3 not offered');
  expect(htmlReport(view)).toContain('(1): tax.calculate (it has no tax service).');
  expect(markdownSummary(view, { comparison: undefined, artefacts: [] })).toContain('tax.calculate');
  expect(runVariables(view)['Not offered']).toBe('tax.calculate (it has no tax service)');
  expect(
    junitXml(view).match(/<skipped message="tax.calculate [^>]*not offered by the target/g),
  ).toHaveLength(3);
});

test('a scenario whose whole time rounds have filled is not green: its latencies were judged by nothing', () => {
  const round = { kind: 'burst', journey: 'login', number: 1, operation: 'auth.login' } as const;
  const filled = decodedSlices.map((slice) => ({ ...slice, round }));
  const record = recordOf({}, {}, filled);
  expect(record.outcome).toBe('could not run');
  expect(record.reasons[0]?.text).toContain(
    'the traffic was not measured: every judged request had a round next to it',
  );
});

test('a stress whose overload rounds have filled is not green, though its normal load was measured', () => {
  const overload = planScenario(loadTables().scenarios.stress, [], { durationMs: 90_000 });
  const round = { kind: 'burst', journey: 'login', number: 1, operation: 'auth.login' } as const;
  const stress = { scenario: 'stress', plan: overload };
  const [first] = decodedSlices;
  if (first === undefined) throw new Error('the small run has slices');
  const normal = { ...first, fromMs: 0, toMs: 10_000 };
  const loaded = { ...first, fromMs: 20_000, toMs: 30_000 };
  const outcomeOfRun = (slices: readonly DecodedSlice[]) =>
    recordOf({ [RUN_FILES.trafficVerdicts]: { verdicts: [held] } }, {}, slices, stress).outcome;
  expect(outcomeOfRun([normal, loaded])).toBe('pass');
  expect(outcomeOfRun([normal, { ...loaded, round }])).toBe('could not run');
});

test('a stress whose highest load rounds have filled is not green, though less overload was measured', () => {
  const outcomeWith = (requests: number) => {
    const levels = [100, requests].map((each) => ({ kind: 'overload', requests: each, from: 400, to: 500 }));
    const overload = { above: 100, unit: 'users', levels, limits: [] };
    const { outcome, reasons } = recordOf({ [RUN_FILES.trafficVerdicts]: { verdicts: [held], overload } });
    return [outcome, ...reasons.map(({ text }) => text)];
  };
  expect(outcomeWith(1)).toEqual(['pass']);
  expect(outcomeWith(0)).toEqual([
    'could not run',
    expect.stringMatching(
      /^the highest load was not measured: rounds took all of the time at 400 to 500 users\./,
    ),
  ]);
});

test('a run that somebody stopped, by a file or by a budget, is interrupted and not failed', () => {
  const reason = 'its budget of 5 writes is used up (--write-budget)';
  const { outcome, reasons } = recordOf({ [RUN_FILES.stop]: { reason, by: 'person', atMs: 1 } });
  expect(reasons).toContainEqual({ kind: 'interrupted', text: reason });
  expect(reasons.map(({ kind }) => kind)).not.toContain('stopped');
  expect(['could not run', 'fail']).toContain(outcome);
  const gone = recordOf({ [RUN_FILES.stop]: { reason: 'the target is gone', atMs: 1 } });
  expect(gone.reasons).toContainEqual({ kind: 'stopped', text: 'the target is gone' });
});
