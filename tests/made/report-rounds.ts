import type { StepParts } from '../../src/measure/page/step-parts.ts';
import type { JudgedRound, StepRecord } from '../../src/record/round-record.ts';
import type { Judgement } from '../../src/verdict/verdict.ts';
import { smallBurst } from './small-record.ts';
import { madeVerdicts } from './verdict.ts';

const parts: StepParts = {
  inputDelayMs: 8,
  queueingMs: 0,
  networkMs: 60,
  serverAppMs: 90,
  serverDbMs: 1_510,
  serverCryptoMs: 2,
  scriptMs: 130,
  paintMs: 40,
  idleMs: 0,
};

/** A round of the full record: the second one, under all users, is slow in the database. */
export function fullRound(number: number): JudgedRound {
  const isSlow = number === 2;
  const steps: StepRecord[] = [
    { step: 'open the deal list', visitsMs: [90, 70, 80], medianMs: 80, requests: [] },
    isSlow
      ? {
          step: 'save the deal',
          visitsMs: [1_990, 1_700, 1_840],
          medianMs: 1_840,
          requests: [],
          parts,
          vitals: { inpMs: 48, cls: 0.021, longFrames: 1, longFramesMs: 152 },
          blockedBy: [
            {
              file: '/assets/deal-form.js',
              functionName: 'priceTheDeal',
              invoker: 'BUTTON#save.onclick',
              invokerType: 'event-listener',
              ms: 124,
              share: 0.067,
              forcedLayoutMs: 38,
            },
          ],
        }
      : { step: 'save the deal', visitsMs: [290, 200, 240], medianMs: 240, requests: [] },
  ];
  return {
    journey: 'create-deal',
    number,
    of: 2,
    moment: isSlow ? 'plateau' : 'ramp',
    plannedAtMs: isSlow ? 80_000 : 15_000,
    lateMs: 0,
    window: isSlow ? { fromMs: 80_000, toMs: 92_000 } : { fromMs: 15_000, toMs: 21_000 },
    vus: isSlow ? 100 : 40,
    steps,
    traffic: { requestsPerSecond: 39, p95Ms: isSlow ? 600 : 160, operationP95Ms: isSlow ? 640 : 220 },
    device: 'desk',
    burst: smallBurst('deals.create', isSlow ? 590 : 190),
    verdicts: madeVerdicts(steps.map(judgedStep), { kind: 'round', journey: 'create-deal', number }),
  };
}

function judgedStep({ step, visitsMs, medianMs }: StepRecord): Judgement {
  const interval = { lower: Math.min(...visitsMs), upper: Math.max(...visitsMs) };
  return {
    kind: medianMs < 1_000 ? 'pass' : 'fail',
    subject: { kind: 'step', journey: 'create-deal', step },
    statistic: 'median',
    column: 'journey',
    limit: 1_000,
    unit: 'ms',
    direction: 'below',
    figure: medianMs,
    samples: visitsMs.length,
    interval,
  };
}
