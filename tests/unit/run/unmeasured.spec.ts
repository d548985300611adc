import { expect, test } from '@playwright/test';
import { notGreen } from '../../../src/run/unmeasured.ts';
import { decideVerdicts, type Judgement, limitOf } from '../../../src/verdict/verdict.ts';

const step = limitOf({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 1_000);
const held: Judgement = {
  ...step,
  kind: 'pass',
  figure: 500,
  samples: 6,
  interval: { lower: 400, upper: 600 },
};
const verdicts = decideVerdicts([held], { kind: 'round', journey: 'login', number: 1 }, { slaCounts: false });

function reasonWith(lanes: readonly string[], others: number) {
  return notGreen(verdicts, false, {
    slices: [],
    plan: { plan: undefined, lanes },
    overload: undefined,
    others,
  });
}

test('a run whose traffic sent nothing is not green for its rounds that held', () => {
  expect(reasonWith(['traffic', 'login'], 1)).toEqual({
    kind: 'test error',
    text: 'nothing of the traffic was measured: it sent no request',
  });
});

test('rounds without traffic are green when they hold, and not when there are none', () => {
  expect(reasonWith(['login'], 1)).toBeUndefined();
  expect(reasonWith(['login'], 0)?.text).toBe(
    'nothing was measured: no request, no visit, no burst, no audit',
  );
});
