import {
  type DiagnosedTraffic,
  type DiagnosisInput,
  diagnosisInput,
} from '../../src/diagnosis/diagnosis-input.ts';
import type { DecodedOperation, DecodedSlice } from '../../src/measure/decoded-slice.ts';
import type { Outcome } from '../../src/measure/outcome.ts';
import { SecondCounts } from '../../src/measure/second-counts.ts';
import type { SliceRound } from '../../src/measure/slice.ts';
import { CALM } from './slices.ts';

/** A request of a made traffic. */
export interface MadeRequest {
  readonly operation: string;
  /** When it ended, in seconds since the traffic began. */
  readonly at: number;
  readonly users: number;
  /** What it would take in a healthy target, in milliseconds. */
  readonly ms: number;
  /** A number from 0 to 1, for whatever happens by chance. */
  readonly chance: number;
}

/** How a traffic is made; what is left out is that of a healthy target with ten users. */
export interface MadeTraffic {
  readonly seconds?: number;
  readonly perSecond?: (users: number) => number;
  readonly users?: (at: number) => number;
  /** In the open model: how many requests arrive per second. */
  readonly arrivals?: number;
  /** In milliseconds. */
  readonly latency?: (request: MadeRequest) => number;
  /** How a request fails; undefined for a success. A 401 is a client error with that status. */
  readonly failure?: (request: MadeRequest) => Outcome | '401' | undefined;
  readonly roundAt?: (at: number) => SliceRound['kind'] | undefined;
  readonly sockets?: (
    slice: number,
  ) => Pick<NonNullable<DecodedSlice['sockets']>, 'open' | 'drops' | 'reconnects'>;
  readonly seed?: number;
  /** With the times that they take in milliseconds; {@link MADE_OPERATIONS} by default. */
  readonly operations?: Readonly<Record<string, number>>;
}

/** Operations with the times that they take in the sandbox, in milliseconds. */
export const MADE_OPERATIONS: Readonly<Record<string, number>> = {
  'auth.login': 60,
  'deals.list': 6,
  'deals.get': 2,
  'deals.create': 5,
  'customers.list': 8,
  'customers.search': 4,
  'inventory.list': 4,
  'showroom.createVisit': 4,
};

const SLICE_SECONDS = 10;

/** The slices of a traffic whose truth is known: each request as the functions say, the rest by chance from a seed. */
export function madeTraffic(how: MadeTraffic = {}): DecodedSlice[] {
  const { seconds = 60, seed = 1 } = how;
  const random = seeded(seed);
  return Array.from({ length: Math.ceil(seconds / SLICE_SECONDS) }, (_, index) =>
    madeSlice(how, index, Math.min(seconds, (index + 1) * SLICE_SECONDS), random),
  );
}

/** What detectors look at, of a made traffic. */
export function madeInput(how: MadeTraffic = {}, more: Partial<DiagnosedTraffic> = {}): DiagnosisInput {
  return diagnosisInput({
    slices: madeTraffic(how),
    bands: [],
    outages: [],
    series: [],
    load: [],
    ...more,
  });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function madeSlice(how: MadeTraffic, index: number, to: number, random: () => number): DecodedSlice {
  const {
    users = () => 10,
    arrivals,
    perSecond = (count) => arrivals ?? count * 2.6,
    roundAt,
    sockets,
  } = how;
  const from = index * SLICE_SECONDS;
  const round = roundAt?.(from);
  const operations = new Map<string, Growing>();
  for (let second = from; second < to; second += 1) {
    const now = users(second + 0.5);
    const count = Math.floor(perSecond(now) * (0.7 + 0.6 * random()) + random());
    for (let request = 0; request < count; request += 1)
      addRequest(how, operations, second + random(), now, random);
  }
  const isRamp = arrivals === undefined && users(from) !== users(to - 0.001);
  return {
    kind: 'slice',
    fromMs: from * 1000,
    toMs: to * 1000,
    phase: isRamp ? 'ramp' : 'plateau',
    ...(round !== undefined && { round: { kind: round, journey: 'login', number: 1 } }),
    vus: Math.round(users(to - 0.001)),
    operations: Object.fromEntries([...operations].map(([id, growing]) => [id, operationOf(growing)])),
    ...(sockets !== undefined && { sockets: { measures: {}, events: 0, ...sockets(index) } }),
    ...(arrivals !== undefined && { arrivals: arrivedIn((to - from) * arrivals) }),
    health: CALM,
    disturbed: [],
  };
}

function arrivedIn(count: number): NonNullable<DecodedSlice['arrivals']> {
  return { offered: count, sent: count, notSent: 0, late: 0 };
}

interface Growing {
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly seconds: SecondCounts;
  unauthorised: number;
}

function addRequest(
  { latency = ({ ms }) => ms, failure = () => undefined, operations: made = MADE_OPERATIONS }: MadeTraffic,
  operations: Map<string, Growing>,
  at: number,
  users: number,
  random: () => number,
): void {
  const ids = Object.keys(made);
  const operation = ids[Math.floor(random() * ids.length)] ?? '';
  // Most requests take about their time; a few take several times as long, as in any real target.
  const tail = random() < 0.02 ? 1 + 20 * random() : 1;
  const ms = (made[operation] ?? 1) * (0.7 + 0.8 * random() ** 2) * tail;
  const request = { operation, at, users, ms, chance: random() };
  const growing = operations.get(operation) ?? { outcomes: {}, seconds: new SecondCounts(), unauthorised: 0 };
  operations.set(operation, growing);
  const failed = failure(request);
  const outcome = failed === '401' ? 'client_error' : (failed ?? 'ok');
  growing.outcomes[outcome] = (growing.outcomes[outcome] ?? 0) + 1;
  if (failed === '401') growing.unauthorised += 1;
  growing.seconds.record(Math.floor(at) * 1000, failed === undefined ? latency(request) * 1000 : undefined);
}

function operationOf({ outcomes, seconds, unauthorised }: Growing): DecodedOperation {
  return {
    outcomes,
    bytesReceived: 0,
    ...(unauthorised > 0 && { statuses: { 401: unauthorised } }),
    ...seconds.take(),
  };
}
