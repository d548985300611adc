import { expect, test } from '@playwright/test';
import { burstStates, type DiagnosedBurst } from '../../../src/diagnosis/burst-states.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { histogramOf } from '../../made/histogram-of.ts';

const bands = loadTables().states;

/** A burst of 1,000 answers that took so long, and of what else became of its requests. */
function burst(operation: string, ms: number, others: DiagnosedBurst['outcomes'] = {}): DiagnosedBurst {
  return {
    operation,
    service: operation.split('.')[0] ?? '',
    outcomes: { ok: 1_000, ...others },
    least: histogramOf(Array.from({ length: 1_000 }, () => ms * 1_000)).encode(),
  };
}

test('a run of bursts has the state of its worst burst, and so has each service', () => {
  const states = burstStates(
    [burst('deals.list', 40), burst('deals.get', 700), burst('tax.batch', 20)],
    bands,
  );
  expect(states.state).toBe('degraded');
  expect(states.requests).toBe(3_000);
  expect(states.figures[0]).toMatchObject({ figure: 'p95Ms', value: expect.closeTo(700, -1), from: 500 });
  expect(states.services.map(({ service, state }) => [service, state])).toEqual([
    ['deals', 'degraded'],
    ['tax', 'healthy'],
  ]);
  expect(states.operations.map(({ operation, state }) => [operation, state])).toEqual([
    ['deals.list', 'healthy'],
    ['deals.get', 'degraded'],
    ['tax.batch', 'healthy'],
  ]);
});

test('failures count, and what a rate limiter refused or was still under way does not', () => {
  const share = (others: DiagnosedBurst['outcomes']) => {
    const { operations } = burstStates([burst('deals.list', 40, others)], bands);
    return operations[0]?.figures.find(({ figure }) => figure === 'errorRate')?.value;
  };
  expect(share({ timeout: 250 })).toBe(0.2);
  expect(share({ rate_limited: 250, unfinished: 50 })).toBe(0);
});

test('a burst of too few answers is not known, and hides no other', () => {
  const few = { ...burst('tax.batch', 20), outcomes: { ok: 2 }, least: histogramOf([20_000]).encode() };
  expect(burstStates([few], bands).state).toBe('not known');
  expect(burstStates([few, burst('deals.list', 40)], bands).state).toBe('healthy');
});
