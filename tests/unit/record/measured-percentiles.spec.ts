import { expect, test } from '@playwright/test';
import { measuredOnly, measuredVerdict } from '../../../src/record/measured-percentiles.ts';
import type { Judgement } from '../../../src/verdict/verdict.ts';
import { madeVerdicts, operation } from '../../made/verdict.ts';

test('percentiles that their samples did not measure are left out, at any depth', () => {
  const figures = { avgMs: 3, p50Ms: 2, p95Ms: 9, p99Ms: 9, maxMs: 9 };
  expect(
    measuredOnly({
      operations: [
        { latency: { samples: 12, ...figures } },
        { latency: { samples: 20, ...figures } },
        { latency: { samples: 100, ...figures } },
      ],
    }),
  ).toEqual({
    operations: [
      { latency: { samples: 12, avgMs: 3, p50Ms: 2, maxMs: 9 } },
      { latency: { samples: 20, avgMs: 3, p50Ms: 2, p95Ms: 9, maxMs: 9 } },
      { latency: { samples: 100, ...figures } },
    ],
  });
});

test('the percentiles of a burst belong to its successes', () => {
  const burst = { outcomes: { ok: 50, timeout: 900 }, successes: '', p95Ms: 4, p99Ms: 5 };
  expect(measuredOnly(burst)).toEqual({ outcomes: { ok: 50, timeout: 900 }, successes: '', p95Ms: 4 });
});

const p95 = { statistic: 'p95', column: 'baseline', limit: 400, unit: 'ms', direction: 'below' } as const;

function afterUpgrade(judgement: Judgement) {
  return madeVerdicts([judgement]).map(measuredVerdict)[0];
}

test('a verdict loses a figure that was not measured; a failure has its lower bound instead', () => {
  const of = { subject: operation('auth.login'), ...p95, samples: 12, figure: 900, interval: { lower: 700 } };
  expect(afterUpgrade({ kind: 'inconclusive', ...of, reason: 'too few samples' })).not.toHaveProperty(
    'figure',
  );
  expect(afterUpgrade({ kind: 'fail', ...of })).toMatchObject({ figure: 700, isAtLeast: true });
  expect(afterUpgrade({ kind: 'fail', ...of, samples: 20 })).toMatchObject({ figure: 900 });
});
