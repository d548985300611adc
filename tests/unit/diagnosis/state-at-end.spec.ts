import { expect, test } from '@playwright/test';
import { diagnose } from '../../../src/diagnosis/diagnosis.ts';
import type { DecodedSlice } from '../../../src/measure/decoded-slice.ts';
import type { Outage } from '../../../src/measure/outages.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { madeTraffic } from '../../made/made-traffic.ts';

const bands = loadTables().states;
const none = { bands, outages: [], series: [], load: [] };
const gone: Outage = { service: 'deals', fromMs: 40_000, sent: 8, lost: 8, lostBy: { unfinished: 8 } };
/** Overload in the last third, and its end. */
const load = [
  { kind: 'normal', fromMs: 0, toMs: 40_000 },
  { kind: 'overload', fromMs: 40_000, toMs: 50_000 },
  { kind: 'recovering', fromMs: 50_000, toMs: 60_000 },
] as const;

/** A healthy traffic of a minute, at whose end requests for deals had waited for so many milliseconds. */
function waited(...waitedMs: readonly number[]): DecodedSlice[] {
  const slices = madeTraffic();
  const last = slices.pop();
  const deals = last?.operations['deals.list'];
  if (last === undefined || deals === undefined) throw new Error('the traffic has deals in its last slice');
  return [...slices, { ...last, operations: { ...last.operations, 'deals.list': { ...deals, waitedMs } } }];
}

test('a target with a service that is gone at the end is not healthy, whatever the others answered', () => {
  const state = diagnose({ ...none, slices: madeTraffic(), outages: [gone] })?.state;
  expect(state).toMatchObject({ state: 'not known', gone: ['deals'] });
  const services = state?.services.map((each) => [each.service, each.state]);
  expect(services).toContainEqual(['deals', 'not known']);
  expect(services).toContainEqual(['auth', 'healthy']);
});

test('a whole target that is gone at the end leaves no service healthy', () => {
  const { service: _, ...whole } = gone;
  const state = diagnose({ ...none, slices: madeTraffic(), outages: [whole] })?.state;
  expect(state?.gone).toEqual(['the whole target']);
  expect(state?.services.map((each) => each.state)).not.toContain('healthy');
});

test('an outage that ended leaves the state as it is', () => {
  const outages = [{ ...gone, toMs: 46_000 }];
  expect(diagnose({ ...none, slices: madeTraffic(), outages })?.state).toMatchObject({ state: 'healthy' });
});

test('requests that waited long when the traffic ended leave no healthy state, a few that were on their way do', () => {
  expect(diagnose({ ...none, slices: waited(9_000, 8_000, 6_000, 900) })?.state).toMatchObject({
    state: 'not known',
    unanswered: 3,
  });
  expect(diagnose({ ...none, slices: waited(9_000, 8_000, 900, 900) })?.state.state).toBe('healthy');
});

test('a target that is known to be ill stays so', () => {
  const slices = madeTraffic({ failure: ({ chance }) => (chance < 0.03 ? 'server_error' : undefined) });
  expect(diagnose({ ...none, slices, outages: [gone] })?.state).toMatchObject({
    state: 'degraded',
    gone: ['deals'],
  });
});

test('what overload took down was healthy at normal load', () => {
  const diagnosis = diagnose({ ...none, load, slices: waited(9_000, 8_000, 6_000), outages: [gone] });
  expect(diagnosis?.state).toMatchObject({ state: 'healthy' });
  expect(diagnosis?.state).not.toHaveProperty('gone');
  expect(diagnosis?.underOverload).toMatchObject({ state: 'not known', gone: ['deals'], unanswered: 3 });
});

test('what overload took down and did not come back at normal load has no healthy state at either', () => {
  const tail = [
    ...load.slice(0, 1),
    { ...load[1] },
    { kind: 'normal', fromMs: 50_000, toMs: 60_000 },
  ] as const;
  const diagnosis = diagnose({ ...none, load: tail, slices: madeTraffic(), outages: [gone] });
  expect(diagnosis?.state).toMatchObject({ state: 'not known', gone: ['deals'] });
  expect(diagnosis?.underOverload).toMatchObject({ gone: ['deals'] });
});

test('a service that has hung for less than 10 s at the end is slow, not gone', () => {
  const slow = { ...gone, fromMs: 51_000 };
  expect(diagnose({ ...none, slices: madeTraffic(), outages: [slow] })?.state).not.toHaveProperty('gone');
  const refused = { ...slow, lostBy: { refused: 8 } };
  expect(diagnose({ ...none, slices: madeTraffic(), outages: [refused] })?.state.gone).toEqual(['deals']);
});
