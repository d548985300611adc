import { expect, test } from '@playwright/test';
import { createDeal } from '../../fixtures/journeys/create-deal.ts';
import { login } from '../../fixtures/journeys/login.ts';
import { taxQuote } from '../../fixtures/journeys/tax-quote.ts';
import type { StepParts } from '../../src/measure/page/step-parts.ts';
import type { StepRecord } from '../../src/run/round-record.ts';
import { type JourneyVisits, journeyVisits, type Line } from './journey-visits.ts';
import { type OwnSandbox, startOwnSandbox } from './own-sandbox.ts';
import { partsThatDoNotAddUp } from './parts-add-up.ts';

// All tests read the same visits: once one has failed, making them again for the others says nothing new.
test.describe.configure({ mode: 'serial' });

/** A cold visit and five warm ones: their medians are then within 5 % of 300 ms of what they would be with many. */
const VISITS = 6;
/** On this line 200 kB take 300 ms. */
const SLOW_LINE: Line = { downBitsPerSecond: (200_000 * 8) / 0.3 };
/** Each in a step of its own, so that all are measured in the same visits. */
const FAULTS = 'deals.create:db+300,/deals:picture+200,/dashboard:script+300';
/** Two steps that differ by 5 % of 300 ms can be told apart when their visits lie no farther apart than that. */
const CALM_MS = 300 * 0.05 * 2;
const MOST_BATCHES = 3;
/** A part that no fault is in differs from visit to visit, on a busy machine by more than this only seldom. */
const NOISE_MS = 60;

/** The step of each journey whose figures have to be calm for a fault to be found in it. */
const stepWithFault = {
  'create-deal': 'open the deal list',
  login: 'sign in',
  'tax-quote': 'choose the state',
} as const;

/** The same journeys without and with what is wrong, in turn, so that both see the same machine. */
const measured: Record<
  'without' | 'with',
  Record<'create-deal' | 'login' | 'tax-quote', readonly StepRecord[]>
> = { without: nothing(), with: nothing() };

let sandboxes: OwnSandbox[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  sandboxes = [await startOwnSandbox(), await startOwnSandbox({ FAULTS })];
  const [sound = '', faulty = ''] = sandboxes.map(({ url }) => url);
  const pairs = {
    'create-deal': [createDeal, sound, faulty, SLOW_LINE, SLOW_LINE],
    login: [login, sound, faulty, {}, {}],
    'tax-quote': [taxQuote, sound, sound, {}, { latencyMs: 300 }],
  } as const;
  for (const name of ['create-deal', 'login', 'tax-quote'] as const) {
    const [journey, urlWithout, urlWith, lineWithout, lineWith] = pairs[name];
    const [without, wrong] = await Promise.all([
      journeyVisits(browser, journey, urlWithout, lineWithout),
      journeyVisits(browser, journey, urlWith, lineWith),
    ]);
    await inTurn(stepWithFault[name], without, wrong);
    measured.without[name] = without.steps();
    measured.with[name] = wrong.steps();
  }
});

test.afterAll(async () => {
  for (const sandbox of sandboxes) await sandbox.stop();
});

test('300 ms more in the database are found there, in the step that saves the deal', () => {
  const { grew, elsewhere } = growth('create-deal', 'save the deal');
  expect(grew.serverDbMs, 'growth of the database part').toBeGreaterThan(300 * 0.95);
  expect(grew.serverDbMs, 'growth of the database part').toBeLessThan(300 * 1.05);
  expect(othersThan(grew, 'serverDbMs'), 'other parts of the step that grew').toEqual([]);
  // The other faulty step of the journey has a test of its own.
  expect(
    elsewhere.filter((line) => !line.startsWith('open the deal list')),
    'other steps that grew',
  ).toEqual([]);
});

test('300 ms of a blocked main thread are found in the script of the step that leads there', () => {
  const { grew, elsewhere } = growth('login', 'sign in');
  expect(grew.scriptMs, 'growth of the script part').toBeGreaterThan(300 * 0.95);
  expect(grew.scriptMs, 'growth of the script part').toBeLessThan(300 * 1.05);
  expect(othersThan(grew, 'scriptMs'), 'other parts of the step that grew').toEqual([]);
  expect(elsewhere, 'other steps that grew').toEqual([]);
  const { vitals } = stepOf('with', 'login', 'sign in');
  expect(vitals?.longFramesMs, 'long animation frames').toBeGreaterThanOrEqual(300);
});

test('300 ms more on the way are found in the network of the step that asks once', () => {
  const { grew } = growth('tax-quote', 'choose the state');
  expect(grew.networkMs, 'growth of the network part').toBeGreaterThan(300 * 0.95);
  expect(grew.networkMs, 'growth of the network part').toBeLessThan(300 * 1.05);
  for (const { step } of measured.with['tax-quote']) {
    const parts = growth('tax-quote', step).grew;
    expect(othersThan(parts, 'networkMs'), `parts of '${step}' beside the network that grew`).toEqual([]);
  }
});

test('a picture of 200 kB is found in the network and in the largest paint of its page', () => {
  const { grew, elsewhere } = growth('create-deal', 'open the deal list');
  expect(grew.networkMs, 'growth of the network part').toBeGreaterThan(300 * 0.95);
  expect(othersThan(grew, 'networkMs'), 'other parts of the step that grew').toEqual([]);
  expect(
    elsewhere.filter((line) => !line.startsWith('save the deal')),
    'other steps that grew',
  ).toEqual([]);
  const [before, after] = (['without', 'with'] as const).map((mode) =>
    stepOf(mode, 'create-deal', 'open the deal list'),
  );
  expect(after?.vitals?.lcpOf, 'what was the largest paint').toBe('/assets/faults/picture-200.png');
  const lcpGrewMs = (after?.vitals?.lcpMs ?? 0) - (before?.vitals?.lcpMs ?? Number.NaN);
  expect(lcpGrewMs, 'growth of the largest paint').toBeGreaterThan(250);
  const picture = after?.requests.find(({ path }) => path === after.vitals?.lcpOf);
  expect(picture?.transferredBytes, 'bytes of the picture').toBeGreaterThan(200_000);
});

test('the parts of each step add up to it, with faults and without', () => {
  for (const mode of ['without', 'with'] as const)
    for (const steps of Object.values(measured[mode])) expect(partsThatDoNotAddUp(steps), mode).toEqual([]);
});

/** Again when the visits differ by more than what is to be found in them: then the machine was busy with other things. */
async function inTurn(step: string, ...journeys: readonly JourneyVisits[]): Promise<void> {
  for (let batch = 1; batch <= MOST_BATCHES; batch += 1) {
    for (const journey of journeys) journey.forget();
    for (let visit = 0; visit < VISITS; visit += 1) for (const journey of journeys) await journey.visit();
    if (journeys.every((journey) => spreadMs(journey, step) <= CALM_MS)) break;
  }
  for (const journey of journeys) await journey.close();
}

/** How far the middle half of a step's warm visits lie apart. */
function spreadMs(journey: JourneyVisits, name: string): number {
  const sorted = journey
    .steps()
    .flatMap(({ step, visitsMs }) => (step === name ? visitsMs : []))
    .sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return at(0.75) - at(0.25);
}

function nothing() {
  return { 'create-deal': [], login: [], 'tax-quote': [] };
}

function stepOf(
  mode: 'without' | 'with',
  journey: keyof (typeof measured)['with'],
  name: string,
): StepRecord {
  const found = measured[mode][journey].find(({ step }) => step === name);
  if (found === undefined) throw new Error(`${journey} ${mode} faults: there is no step '${name}'`);
  return found;
}

/** By how much each part of a step grew, and which other steps of the journey grew too. */
function growth(journey: keyof (typeof measured)['with'], name: string) {
  const grownBy = (step: string) => {
    const [before, after] = [stepOf('without', journey, step).parts, stepOf('with', journey, step).parts];
    if (before === undefined || after === undefined) throw new Error(`${journey}: '${step}' has no parts`);
    const parts = Object.keys(before) as (keyof StepParts)[];
    return Object.fromEntries(
      parts.map((part) => [part, after[part] - before[part]]),
    ) as unknown as StepParts;
  };
  const others = measured.with[journey].filter(({ step }) => step !== name);
  const elsewhere = others.flatMap(({ step }) => othersThan(grownBy(step)).map((line) => `${step}: ${line}`));
  return { grew: grownBy(name), elsewhere };
}

/** The parts that grew by more than they differ anyway, but for this one. */
function othersThan(grew: StepParts, expected?: keyof StepParts): string[] {
  return Object.entries(grew)
    .filter(([part, ms]: [string, number]) => part !== expected && ms > NOISE_MS)
    .map(([part, ms]: [string, number]) => `${part} by ${ms.toFixed(1)}`);
}
