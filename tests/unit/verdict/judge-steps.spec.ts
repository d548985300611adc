import { expect, test } from '@playwright/test';
import { formatMs } from '../../../src/base/format.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeSteps, type VisitedRound } from '../../../src/verdict/judge-steps.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';

const rows = loadTables().journeys.get('login')?.steps ?? [];
const limitMs = rows.find(({ step }) => step === 'sign in')?.medianMs ?? 0;

/** A round in which signing in took these times. */
function round(vus: number, visitsMs: readonly number[]): VisitedRound {
  return { vus, steps: [{ step: 'sign in', visitsMs }] };
}

function judged(own: VisitedRound, earlier: readonly VisitedRound[] = [], environment = 'development') {
  const judgements = judgeSteps({ ...own, journey: 'login', rows, earlier, environment });
  return judgements.find(({ subject }) => subject.kind === 'step' && subject.step === 'sign in');
}

test('three visits of one round decide nothing', () => {
  expect(judged(round(10, [100, 110, 120]))).toMatchObject({ kind: 'inconclusive', samples: 3 });
});

test('three visits decide together with those of the round before, if it met as many users', () => {
  expect(judged(round(10, [105, 115, 125]), [round(10, [100, 110, 120])])).toMatchObject({
    kind: 'pass',
    samples: 6,
  });
  const slow = round(10, [limitMs, limitMs + 1, limitMs + 2]);
  expect(judged(slow, [slow])).toMatchObject({
    kind: 'fail',
    samples: 6,
    explanation: expect.stringContaining('while 10 users were on'),
  });
});

test('a round borrows only what is missing, and from the nearest round', () => {
  const earlier = [round(10, [9_000, 9_000, 9_000]), round(10, [9_000, 100, 110])];
  expect(judged(round(10, [105, 115, 125, 130]), earlier)).toMatchObject({ kind: 'pass', samples: 6 });
});

test('a round with other users lends nothing, and neither do the rounds before it', () => {
  const earlier = [round(10, [100, 110, 120]), round(50, [100, 110, 120])];
  expect(judged(round(10, [105, 115, 125]), earlier)).toMatchObject({ kind: 'inconclusive', samples: 3 });
});

test('a round with six visits stands for itself', () => {
  const slow = round(
    10,
    Array.from({ length: 6 }, () => limitMs + 1),
  );
  const quick = round(10, [100, 100, 100, 100, 100, 100]);
  expect(judged(slow, [quick])).toMatchObject({ kind: 'fail', samples: 6 });
});

test('a slow step is compared with the step without traffic only in the environment that was measured', () => {
  const slow = round(
    10,
    Array.from({ length: 6 }, () => limitMs + 1),
  );
  expect(judged(slow)).toMatchObject({ explanation: expect.stringContaining('; unloaded it takes ') });
  expect(judged(slow, [], 'staging')).toMatchObject({ explanation: expect.not.stringContaining('unloaded') });
});

test('a step that nobody watched has no figure without the measurer’s delay, and its message says so', () => {
  const visitsMs = Array.from({ length: 6 }, () => limitMs + 2);
  const leastVisitsMs = visitsMs.map((ms) => ms - 1);
  const watched = { vus: 10, steps: [{ step: 'sign in', visitsMs, leastVisitsMs }] };
  expect(judged(watched)).toMatchObject({ kind: 'fail', least: limitMs + 1 });
  const unwatched = judged(round(10, visitsMs));
  expect(unwatched).toMatchObject({ kind: 'fail', figure: limitMs + 2 });
  expect(unwatched).not.toHaveProperty('least');
  expect(unwatched && verdictMessage(unwatched)).toContain(
    `${formatMs(limitMs + 2)} ms, of which an unknown part may be the measurer's own delay, limit`,
  );
});

test('a visit that nobody watched may be all delay, but takes no bound from the others', () => {
  const broken = (watched: number, unwatched: number) => {
    const visitsMs = Array.from({ length: watched + unwatched }, () => limitMs + 2);
    const leastVisitsMs = visitsMs.map((ms, index) => (index < watched ? ms - 1 : 0));
    return judged({ vus: 10, steps: [{ step: 'sign in', visitsMs, leastVisitsMs }] });
  };
  expect(broken(5, 1)).toMatchObject({ kind: 'inconclusive', because: 'own delay', least: limitMs + 1 });
  expect(broken(11, 1)).toMatchObject({ kind: 'fail', least: limitMs + 1 });
});

test('visits with a known delay that borrow some without one count those as all delay', () => {
  const own = (ms: number) => ({
    vus: 10,
    steps: [{ step: 'sign in', visitsMs: [ms, ms, ms], leastVisitsMs: [ms - 1, ms - 1, ms - 1] }],
  });
  const lender = round(10, [limitMs + 2, limitMs + 2, limitMs + 2]);
  expect(judged(own(limitMs + 2), [lender])).toMatchObject({ kind: 'inconclusive', because: 'own delay' });
});
