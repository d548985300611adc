import { ArrivalCounters } from '../../src/measure/arrival-counters.ts';
import { p95Of } from '../../src/measure/bounded-latencies.ts';
import { LatencyHistogram } from '../../src/measure/latency-histogram.ts';
import type { Outcome } from '../../src/measure/outcome.ts';
import { NO_EVIDENCE } from '../../src/measure/own-delay.ts';
import { Recorder } from '../../src/measure/recorder.ts';
import type { Slice } from '../../src/measure/slice.ts';
import { sliceLine } from '../../src/measure/slice-file.ts';
import { seededFaker } from '../../src/target/request-data/seeded-faker.ts';
import { ServiceWatch } from '../../src/traffic/watch/service-watch.ts';
import { CALM } from './slices.ts';

/** The common ends of segments are this far apart. */
export const GRID_MS = 2_000;
/** A segment closes a slice so late at most. No sample ends in this time after a common end. */
export const LATEST_MS = 100;

const OPERATIONS = ['deals.list', 'deals.create', 'tax.calculate'] as const;
const FANOUT = 'messaging.fanout';
const OUTCOMES: readonly Outcome[] = ['server_error', 'timeout', 'reset', 'unfinished', 'own_fault'];

/** The end of a request, or of a measurement on a socket, that was drawn by chance. */
export interface DrawnSample {
  readonly atMs: number;
  readonly id: (typeof OPERATIONS)[number] | typeof FANOUT;
  readonly outcome: Outcome;
  readonly latencyUs: number | undefined;
  readonly ownDelayUs: number;
  /** How late it began. */
  readonly lagMs: number;
  readonly bytes: number;
}

/** Samples by chance, in the order of time. The same seed gives the same ones. */
export function drawnSamples(count: number, untilMs: number, seed: number): DrawnSample[] {
  const { number, helpers } = seededFaker(seed);
  const chance = () => number.float();
  const samples = Array.from({ length: count }, (): DrawnSample => {
    const outcome = chance() < 0.8 ? 'ok' : helpers.arrayElement(OUTCOMES);
    const gridMs = GRID_MS * Math.floor(chance() * (untilMs / GRID_MS));
    return {
      atMs: gridMs + LATEST_MS + Math.floor(chance() * (GRID_MS - LATEST_MS)),
      id: helpers.arrayElement([...OPERATIONS, FANOUT]),
      outcome,
      latencyUs: outcome === 'reset' ? undefined : 100 * 10 ** (5 * chance()),
      ownDelayUs: outcome === 'timeout' && chance() < 0.5 ? NO_EVIDENCE : 3_000 * chance(),
      lagMs: 30 * chance(),
      bytes: Math.floor(1_000 * chance()),
    };
  });
  return samples.sort((a, b) => a.atMs - b.atMs);
}

/** Deals samples to segments by chance; each segment has its own in the order of time. */
export function dealt(samples: readonly DrawnSample[], segments: number, seed: number): DrawnSample[][] {
  const { number } = seededFaker(seed);
  const hands = Array.from({ length: segments }, (): DrawnSample[] => []);
  for (const sample of samples) hands[number.int({ max: segments - 1 })]?.push(sample);
  return hands;
}

/** The common ends until a moment, each late by chance. */
export function lateGrid(untilMs: number, seed: number): number[] {
  const { number } = seededFaker(seed);
  return Array.from(
    { length: untilMs / GRID_MS },
    (_, index) => (index + 1) * GRID_MS + number.int({ max: LATEST_MS }),
  );
}

/** The slices of one process that recorded these samples and closed at these ends, as they are read from its file. */
export function recordedSlices(
  samples: readonly DrawnSample[],
  endsMs: readonly number[],
  different: (toMs: number) => Partial<Slice> = () => ({}),
): Slice[] {
  const segment = new RecordedSegment();
  let next = 0;
  return endsMs.map((toMs, index) => {
    for (; (samples[next]?.atMs ?? toMs) < toMs; next += 1) segment.record(samples[next]);
    return segment.take(endsMs[index - 1] ?? 0, toMs, different(toMs));
  });
}

/** What a process records with. */
class RecordedSegment {
  #atMs = 0;
  readonly #requests = new Recorder(OPERATIONS, undefined, () => this.#atMs);
  readonly #measures = new Recorder([FANOUT]);
  readonly #services = new ServiceWatch(OPERATIONS.map((id) => ({ id, service: id.split('.')[0] ?? '' })));
  readonly #arrivals = new ArrivalCounters();
  readonly #thinkLag = new LatencyHistogram();
  #events = 0;

  record(sample: DrawnSample | undefined): void {
    if (sample === undefined) return;
    const { atMs, id, outcome, latencyUs, ownDelayUs, lagMs, bytes } = sample;
    this.#atMs = atMs;
    if (id === FANOUT) {
      this.#events += 1;
      this.#measures.end(id, outcome, latencyUs, 0, ownDelayUs);
      return;
    }
    this.#requests.end(id, outcome, latencyUs, bytes, ownDelayUs);
    this.#thinkLag.record(lagMs * 1000);
    this.#arrivals.offered();
    this.#arrivals.started(lagMs);
    this.#arrivals.noticed(lagMs / 2);
    if (bytes % 7 === 0) this.#requests.repeat(id);
    if (outcome === 'ok') this.#services.answered(id, atMs);
    else {
      const status = outcome === 'server_error' ? 500 + (bytes % 4) : 0;
      this.#requests.failed(id, outcome, status, atMs);
      this.#services.lost(id, Math.max(0, atMs - 1_000), status === 0 ? outcome : String(status));
    }
  }

  take(fromMs: number, toMs: number, different: Partial<Slice>): Slice {
    const p95 = p95Of(this.#requests.openSlice);
    const operations = this.#requests.takeSlice();
    const sockets = { open: 5, drops: 1, reconnects: 2, events: this.#events };
    this.#events = 0;
    const slice: Slice = {
      kind: 'slice',
      fromMs,
      toMs,
      phase: 'plateau',
      vus: 10,
      operations,
      ...(this.#thinkLag.count > 0 && { startLag: this.#thinkLag.encode() }),
      arrivals: this.#arrivals.take(),
      sockets: { ...sockets, measures: this.#measures.takeSlice() },
      services: this.#services.takeSlice(),
      health: CALM,
      ...(p95 !== undefined && { p95 }),
      disturbed: [],
      ...different,
    };
    this.#thinkLag.reset();
    return JSON.parse(sliceLine(slice)) as Slice;
  }
}
