import { expect, test } from '@playwright/test';
import { DETECTORS, type Detector } from '../../../src/diagnosis/detectors.ts';
import { type DiagnosisInput, diagnosisInput } from '../../../src/diagnosis/diagnosis-input.ts';
import type { PatternKind, Series } from '../../../src/diagnosis/pattern.ts';
import type { DecodedSlice } from '../../../src/measure/decoded-slice.ts';
import type { Outage } from '../../../src/measure/outages.ts';
import { type MadeRequest, type MadeTraffic, madeTraffic } from '../../made/made-traffic.ts';

/** A traffic with what the target's side says of it. */
interface Told extends MadeTraffic {
  readonly outages?: readonly Outage[];
  /** Of the target's memory, in bytes, by the second. */
  readonly memory?: (at: number) => number;
}

/** What a detector says of the traffic that it is there for, also when nothing ended from second 20 to 40. */
interface Row {
  readonly ill: Told;
  readonly says: PatternKind;
  /** When only the slice that shows the symptom best is left of it: the detectors without a minimum of time still speak. */
  readonly ofOneSlice: 'the same' | 'nothing';
  readonly slice: number;
}

const rising = (at: number) => 5 + at;
const GONE: Outage = { fromMs: 0, sent: 1_560, lost: 1_560, lostBy: { refused: 1_560 } };

/** By the names of the detectors. */
const ROWS: Readonly<Record<string, Row>> = {
  outage: {
    ill: { failure: () => 'refused', outages: [GONE] },
    says: 'outage to the end',
    slice: 0,
    ofOneSlice: 'the same',
  },
  increasingErrors: {
    ill: { failure: ({ at, chance }) => (chance < at / 200 ? 'server_error' : undefined) },
    says: 'increasing errors',
    slice: 2,
    ofOneSlice: 'nothing',
  },
  errorBurst: {
    ill: { failure: ({ at }) => (at >= 12 && at < 16 ? 'server_error' : undefined) },
    says: 'error burst',
    slice: 1,
    ofOneSlice: 'nothing',
  },
  steadyErrors: {
    ill: { failure: ({ chance }) => (chance < 0.2 ? 'server_error' : undefined) },
    says: 'steady errors',
    slice: 2,
    ofOneSlice: 'the same',
  },
  rateLimitReached: {
    ill: { failure: ({ chance }) => (chance < 0.2 ? 'rate_limited' : undefined) },
    says: 'rate limit reached',
    slice: 2,
    ofOneSlice: 'the same',
  },
  sessionsNotRenewed: {
    ill: {
      failure: ({ operation, chance }) => (operation === 'deals.get' && chance < 0.6 ? '401' : undefined),
    },
    says: 'sessions not renewed',
    slice: 2,
    ofOneSlice: 'the same',
  },
  unansweredRequests: {
    ill: { failure: ({ chance }) => (chance < 0.05 ? 'timeout' : undefined) },
    says: 'unanswered requests',
    slice: 2,
    ofOneSlice: 'the same',
  },
  socketsDropped: {
    ill: { sockets: () => ({ open: 3, drops: 3, reconnects: 3 }) },
    says: 'sockets dropped',
    slice: 2,
    ofOneSlice: 'the same',
  },
  plateauThenDrop: {
    ill: { users: rising, perSecond: (users) => Math.min(users * 2.6, 78) },
    says: 'plateau then drop',
    slice: 2,
    ofOneSlice: 'nothing',
  },
  knee: {
    ill: { users: rising, latency: ({ users, ms }) => ms + Math.max(0, users - 40) * 10 },
    says: 'knee',
    slice: 4,
    ofOneSlice: 'nothing',
  },
  slowRecovery: {
    ill: {
      users: (at) => (at >= 10 && at < 20 ? 50 : 10),
      latency: ({ at, ms }) => ms + (at >= 10 ? 200 : 0),
    },
    says: 'slow recovery',
    slice: 2,
    ofOneSlice: 'nothing',
  },
  gradualIncrease: {
    ill: { latency: ({ at, ms }) => ms + 4 * at },
    says: 'gradual latency increase',
    slice: 5,
    ofOneSlice: 'nothing',
  },
  suddenSpikes: {
    ill: { latency: ({ at, ms }) => (Math.floor(at) % 6 === 2 ? ms + 600 * (1 - (at % 1)) : ms) },
    says: 'sudden spikes',
    slice: 1,
    ofOneSlice: 'nothing',
  },
  resourceDrift: {
    ill: { memory: (at) => 80e6 + at * 1e6 },
    says: 'resource drift',
    slice: 5,
    ofOneSlice: 'nothing',
  },
  warmUp: {
    ill: { latency: ({ at, ms }) => ms + (at < 9 ? 200 : 0) },
    says: 'warm-up',
    slice: 0,
    ofOneSlice: 'nothing',
  },
};

/** Some slices of a traffic, by their numbers, with the samples and outages of the same time. */
function told(how: Told, isKept: (slice: number) => boolean = () => true): DiagnosisInput {
  const { memory, outages = [] } = how;
  const slices = madeTraffic(how).filter((_, index) => isKept(index));
  const isSeen = (ms: number) => slices.some(({ fromMs, toMs }) => ms >= fromMs && ms < toMs);
  const points = Array.from({ length: 60 }, (_, at) => ({ atMs: at * 1000, value: memory?.(at) ?? 0 }));
  const series: Series[] =
    memory === undefined
      ? []
      : [{ name: 'gateway: memory', unit: 'memory', points: points.filter(({ atMs }) => isSeen(atMs)) }];
  return diagnosisInput({ slices, bands: [], outages, series, load: [] });
}

/** The slices from second 20 to 40 are there, and nothing ended in them. */
function withGap(how: Told): DiagnosisInput {
  const isGap = (slice: number) => slice === 2 || slice === 3;
  const { series, outages } = told(how, (slice) => !isGap(slice));
  const slices = madeTraffic(how).map((slice, index) => (isGap(index) ? emptied(slice) : slice));
  return diagnosisInput({ slices, bands: [], outages, series, load: [] });
}

function emptied({ sockets: _, ...slice }: DecodedSlice): DecodedSlice {
  return { ...slice, operations: {} };
}

const MEMORY = { memory: () => 80e6 };
const constant = ({ operation }: MadeRequest) => operation.length;
const allFailed = (failure: NonNullable<MadeTraffic['failure']>) => told({ ...MEMORY, failure });

/** What has to be said at each edge, and by which detector: nothing by all others. */
const EDGES: Readonly<
  Record<string, { readonly input: DiagnosisInput; readonly says: Readonly<Record<string, PatternKind>> }>
> = {
  'no slice': { input: told(MEMORY, () => false), says: {} },
  'one slice of a healthy target': { input: told(MEMORY, (slice) => slice === 2), says: {} },
  'a healthy target with a gap in the middle': { input: withGap(MEMORY), says: {} },
  'slices that are all gaps': { input: told({ ...MEMORY, perSecond: () => 0 }), says: {} },
  'a constant series': {
    input: told({ ...MEMORY, latency: constant, sockets: () => ({ open: 3, drops: 0, reconnects: 0 }) }),
    says: {},
  },
  'a constant series under a rising load': {
    input: told({ ...MEMORY, users: rising, latency: constant }),
    says: {},
  },
  'zeros: no time, no users, no memory, no sockets': {
    input: told({
      memory: () => 0,
      users: () => 0,
      perSecond: () => 26,
      latency: () => 0,
      sockets: () => ({ open: 0, drops: 0, reconnects: 0 }),
    }),
    says: {},
  },
  'all requests answered with 500': {
    input: allFailed(() => 'server_error'),
    says: { steadyErrors: 'steady errors' },
  },
  'all requests answered with 500 under a rising load': {
    input: told({ ...MEMORY, users: rising, failure: () => 'server_error' }),
    says: { steadyErrors: 'steady errors' },
  },
  'all requests answered with something else': {
    input: allFailed(() => 'wrong_body'),
    says: { steadyErrors: 'steady errors' },
  },
  'all requests refused by a rate limit': {
    input: allFailed(() => 'rate_limited'),
    says: { rateLimitReached: 'rate limit reached' },
  },
  'all requests of signed-in users answered with 401': {
    input: allFailed(() => '401'),
    says: { sessionsNotRenewed: 'sessions not renewed' },
  },
  'all requests unanswered, from the first to the last second': {
    input: told({ ...MEMORY, failure: () => 'refused', outages: [GONE] }),
    says: { outage: 'outage to the end' },
  },
};

const kindsOf = (detect: Detector, input: DiagnosisInput) => [
  ...new Set(detect(input).map(({ kind }) => kind)),
];

test('each detector has a row of edges, and each row a detector', () => {
  expect(DETECTORS.map(({ name }) => name).sort()).toEqual(Object.keys(ROWS).sort());
});

for (const detect of DETECTORS) {
  test(`${detect.name} at the edges says what is stated, and elsewhere nothing`, () => {
    for (const [edge, { input, says }] of Object.entries(EDGES)) {
      const stated = says[detect.name];
      expect.soft(kindsOf(detect, input), edge).toEqual(stated === undefined ? [] : [stated]);
    }
  });

  test(`${detect.name} of its own symptom: of all, of one slice, and around a gap`, () => {
    const row = ROWS[detect.name];
    expect(row).toBeDefined();
    if (row === undefined) return;
    expect.soft(kindsOf(detect, told(row.ill)), 'all').toEqual([row.says]);
    expect
      .soft(
        kindsOf(
          detect,
          told(row.ill, (slice) => slice === row.slice),
        ),
        'one slice',
      )
      .toEqual(row.ofOneSlice === 'nothing' ? [] : [row.says]);
    expect.soft(kindsOf(detect, withGap(row.ill)), 'a gap').toEqual([row.says]);
  });
}
