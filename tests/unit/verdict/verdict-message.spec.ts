import { expect, test } from '@playwright/test';
import { subjectWords } from '../../../src/verdict/subject.ts';
import { type Judgement, limitOf } from '../../../src/verdict/verdict.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';

const latency = {
  subject: { kind: 'operation', id: 'deals.create' },
  statistic: 'p95',
  column: 'baseline',
  limit: 400,
  unit: 'ms',
  direction: 'below',
} as const;

const golden: readonly [string, Judgement][] = [
  [
    'deals.create p95 612 ms, limit < 400 ms (baseline), 1,840 samples, 95 % interval 590 to 640 ms: fail',
    { kind: 'fail', ...latency, figure: 612.4, samples: 1840, interval: { lower: 590, upper: 640 } },
  ],
  [
    'deals.create p95 9.87 ms, limit < 400 ms (baseline), 72 samples, 95 % interval 45.6 ms or less: pass',
    { kind: 'pass', ...latency, figure: 9.871, samples: 72, interval: { upper: 45.64 } },
  ],
  [
    'deals.create p95 at least 612 ms, limit < 400 ms (baseline), 12 samples, 95 % interval 612 ms or more: fail',
    { kind: 'fail', ...latency, figure: 612, isAtLeast: true, samples: 12, interval: { lower: 612 } },
  ],
  [
    'deals.create p95 not measured, limit < 400 ms (baseline), 9 samples, no interval yet: inconclusive (too few samples: 9, a p95 needs at least 72)',
    {
      kind: 'inconclusive',
      ...latency,
      samples: 9,
      interval: {},
      reason: 'too few samples: 9, a p95 needs at least 72',
    },
  ],
  [
    'deals.create p95 not measured, limit < 400 ms (baseline), 0 samples, no interval yet: inconclusive (nothing was measured)',
    { kind: 'inconclusive', ...latency, samples: 0, interval: {}, reason: 'nothing was measured' },
  ],
  [
    'tax.batch p95: not offered by the target (it has no tax service), limit < 500 ms (baseline)',
    {
      kind: 'not offered',
      ...latency,
      subject: { kind: 'operation', id: 'tax.batch' },
      limit: 500,
      reason: 'it has no tax service',
    },
  ],
  [
    'smoke errorRate 0.42 %, limit < 0.1 % (sla), 12,000 samples, 95 % interval 0.31 to 0.55 %: fail',
    {
      kind: 'fail',
      subject: { kind: 'scenario', scenario: 'smoke' },
      statistic: 'errorRate',
      column: 'sla',
      limit: 0.001,
      unit: 'share',
      direction: 'below',
      figure: 0.0042,
      samples: 12_000,
      interval: { lower: 0.0031, upper: 0.0055 },
    },
  ],
  [
    'gateway throughput 2,480/s, limit > 2,000/s (baseline), 3 seconds, 95 % interval 2,312 to 2,648/s: pass',
    {
      kind: 'pass',
      subject: { kind: 'service', service: 'gateway' },
      statistic: 'throughput',
      column: 'baseline',
      limit: 2000,
      unit: 'per second',
      direction: 'above',
      figure: 2480.3,
      samples: 3,
      interval: { lower: 2312, upper: 2648 },
    },
  ],
  [
    'login: sign in median 640 ms, limit < 800 ms (journey), 7 visits, 95 % interval 610 to 702 ms: pass',
    {
      kind: 'pass',
      subject: { kind: 'step', journey: 'login', step: 'sign in' },
      statistic: 'median',
      column: 'journey',
      limit: 800,
      unit: 'ms',
      direction: 'below',
      figure: 640,
      samples: 7,
      interval: { lower: 610, upper: 702 },
    },
  ],
  [
    'capacity capacity 200 users, limit ≥ 200 users (scenario), 14 windows, 95 % interval 200 users or more: pass',
    {
      kind: 'pass',
      ...limitOf({ kind: 'scenario', scenario: 'capacity' }, 'capacity', 'scenario', 200),
      figure: 200,
      samples: 14,
      interval: { lower: 200 },
    },
  ],
  [
    'capacity capacity 83/s, limit ≥ 120/s (scenario), 1 window, 95 % interval 83 to 96/s: fail',
    {
      kind: 'fail',
      ...limitOf({ kind: 'scenario', scenario: 'capacity' }, 'capacity', 'scenario', 120),
      unit: 'per second',
      figure: 83.3,
      samples: 1,
      interval: { lower: 83.3, upper: 96 },
    },
  ],
];

for (const [line, verdict] of golden) {
  test(`${subjectWords(verdict.subject)} ${verdict.statistic}, ${verdict.kind}, ${'samples' in verdict ? verdict.samples : 'no'} samples: the line is as it was`, () => {
    expect(verdictMessage(verdict)).toBe(line);
  });
}
