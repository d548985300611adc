import { expect, test } from '@playwright/test';
import { checkFlows, checkSockets } from '../../../../lanes/check/check-api.ts';
import { flowLeftOut, journeyLeftOut, withoutLeftOut } from '../../../../lanes/check/left-out.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import type { Session } from '../../../../src/target/session/session.ts';
import { socketMeasures } from '../../../../src/target/socket-measures.ts';
import { ALL_OFFERED } from '../../../made/all-offered.ts';

const LEFT_OUT = { kind: 'not offered', reason: 'left out by OPERATIONS' };

/** A run under these OPERATIONS on a target that offers everything. */
function runOn(operations?: string, offers: object = ALL_OFFERED): RunContext {
  const sockets = Object.fromEntries(socketMeasures.map(({ id }) => [id, { kind: 'offered', path: '/ws' }]));
  const run = {
    settings: { operations },
    thresholds: { journeys: new Map([['tax-quote', { operation: 'tax.calculate' }]]) },
    plan: { offers, sockets },
  };
  return run as unknown as RunContext;
}

const offeredIn = ({ plan }: RunContext) =>
  Object.entries(plan.offers).flatMap(([id, { kind }]) => (kind === 'offered' ? id : []));

test('OPERATIONS leaves the chosen operations, what has to be sent before them, and those behind journeys', () => {
  const run = runOn('deals.get');
  const inTraffic = ['customers.create', 'deals.create', 'deals.get'];
  expect(offeredIn(withoutLeftOut(run, ['traffic'])).sort()).toEqual(inTraffic);
  const withJourney = withoutLeftOut(run, ['traffic', 'tax-quote']);
  expect(offeredIn(withJourney).sort()).toEqual([...inTraffic, 'tax.calculate']);
  expect(withJourney.plan.offers['deals.list']).toEqual(LEFT_OUT);
});

test('what is broken and left out by OPERATIONS does not fail the check', () => {
  const broken = { kind: 'not offered', reason: 'broken: 503', broken: '503' };
  const run = runOn('deals.*', { ...ALL_OFFERED, 'tax.batch': broken, 'deals.list': broken });
  const { offers } = withoutLeftOut(run, ['traffic']).plan;
  expect([offers['tax.batch'], offers['deals.list']]).toEqual([LEFT_OUT, broken]);
});

test('without OPERATIONS nothing is left out', () => {
  const run = runOn();
  expect(withoutLeftOut(run, ['traffic', 'tax-quote'])).toBe(run);
});

test('sockets go by OPERATIONS too', () => {
  const kinds = (operations: string) =>
    checkSockets(withoutLeftOut(runOn(operations), ['traffic']).plan).flatMap(({ name, result }) =>
      result.kind === 'fine' ? name : [],
    );
  expect(kinds('deals.*')).toEqual([]);
  expect(kinds('messaging.ping')).toEqual(['messaging.ping']);
});

test('a flow without a chosen operation is left out, even if it sends what has to be sent before one', async () => {
  const operations = 'deals.get';
  expect(flowLeftOut(['customers.create', 'showroom.createVisit'], { operations })).toEqual(LEFT_OUT);
  expect(flowLeftOut(['customers.create', 'deals.get'], { operations })).toBeUndefined();
  expect(flowLeftOut(['customers.create'], { operations: undefined })).toBeUndefined();
  const run = withoutLeftOut(runOn('messaging.ping'), ['traffic']);
  const flows = await checkFlows(run, {} as unknown as Session);
  for (const { name, result } of flows) expect(result, name).toEqual(LEFT_OUT);
});

test('JOURNEYS leaves out those that it does not name', () => {
  const leftOut = (journeys: 'all' | 'auto' | 'none' | readonly string[]) =>
    journeyLeftOut('login', { journeys })?.kind;
  expect([leftOut('all'), leftOut('auto'), leftOut(['login', 'check-in'])]).toEqual(Array(3).fill(undefined));
  expect([leftOut('none'), leftOut(['check-in'])]).toEqual(['not offered', 'not offered']);
});
