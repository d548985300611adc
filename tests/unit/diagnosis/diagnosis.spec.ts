import { expect, test } from '@playwright/test';
import { DETECTORS } from '../../../src/diagnosis/detectors.ts';
import { diagnose } from '../../../src/diagnosis/diagnosis.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { madeInput, madeTraffic } from '../../made/made-traffic.ts';

const bands = loadTables().states;
const none = { bands, outages: [], series: [], load: [] };

test('over 200 healthy runs all detectors together are silent', () => {
  const alarms = Array.from({ length: 200 }, (_, seed) => {
    const input = madeInput({ seed, seconds: 30 + (seed % 4) * 10 });
    return DETECTORS.flatMap((detect) => detect(input).map(({ kind }) => kind));
  });
  expect(alarms.flat()).toEqual([]);
});

test('a traffic that sent nothing has no diagnosis', () => {
  expect(diagnose({ ...none, slices: [] })).toBeUndefined();
});

test('the most certain patterns come first', () => {
  const outages = [{ fromMs: 20_000, toMs: 26_000, sent: 43, lost: 41, lostBy: { refused: 41 } }];
  const slices = madeTraffic({ latency: ({ at, ms }) => ms + (at < 9 ? 200 : 0) });
  const kinds = diagnose({ ...none, slices, outages })?.patterns.map(({ kind }) => kind);
  expect(kinds).toEqual(['short outage', 'warm-up']);
});

test('under overload the state is reported apart', () => {
  const load = [
    { kind: 'normal', fromMs: 0, toMs: 30_000 },
    { kind: 'overload', fromMs: 30_000, toMs: 60_000 },
  ] as const;
  const slices = madeTraffic({ failure: ({ at }) => (at > 30 ? 'timeout' : undefined) });
  const diagnosis = diagnose({ ...none, slices, load });
  expect(diagnosis?.state.figures).toContainEqual({
    figure: 'errorRate',
    value: 0,
    state: 'healthy',
    from: 0,
  });
  expect(diagnosis?.underOverload?.state).toBe('critical');
});
