import { closeSync, openSync } from 'node:fs';
import { type Cancel, type Clock, realClock } from '../../base/clock.ts';
import { appendWhole } from '../../base/write-in-one-step.ts';
import type { ArrivalCounters } from '../../measure/arrival-counters.ts';
import { p95Of } from '../../measure/bounded-latencies.ts';
import { HealthMonitor } from '../../measure/health-monitor.ts';
import { countsErrors } from '../../measure/judged-slices.ts';
import type { LatencyHistogram } from '../../measure/latency-histogram.ts';
import type { Recorder } from '../../measure/recorder.ts';
import { SLICE_MS, type Slice, type SlicePhase, type SliceRound } from '../../measure/slice.ts';
import { sliceLine } from '../../measure/slice-file.ts';
import { disturbances, invalidSoFar, type Premise, premiseOf } from '../../measure/validity.ts';
import { hasPlateaus, type Phase } from '../plan/stages.ts';
import type { MeasurerProgress } from './progress.ts';

/** Slices of a segment end on multiples of this, so that all segments have ends in common; joined afterwards. */
const SEGMENT_SLICE_MS = 2_000;

/** What a slice says about the traffic in addition to the recorder's figures. */
export interface TrafficState {
  /** Stretches of the scenario: a slice never reaches over the end of one. */
  readonly phases: readonly Phase[];
  readonly clock?: Clock;
  /** Set for one of several segments. */
  readonly isSegment?: boolean;
  /** Set for a search, whose plateaus are decided as it goes. */
  readonly isSearch?: boolean;
  vus(): number;
  /** In the closed model: when all users were sent home; undefined before. They end their last request then, and send no other. */
  endedMs?(): number | undefined;
  elapsedMs(): number;
  /** How long users could not work since the last slice, all of them together; see `Lives`. */
  takeTroubleMs?(): number;
  /** Set in the closed model: how late users went on after their think time. Emptied with each slice. */
  readonly thinkLag?: LatencyHistogram;
  /** Set in the open model. */
  readonly arrivals?: ArrivalCounters;
  /** What is counted separately since the last slice: by service, on sockets, and as preparation; and what is under way now. */
  sideCounts?(): Pick<Slice, 'services' | 'sockets' | 'preparation' | 'renewals' | 'underWayMs'>;
  /** Called with each slice once it is written. */
  closed?(slice: Slice): void;
}

/** Closes a slice every ten seconds and writes it to disk, so that a crash loses at most the slice that was open. */
export class SliceWriter {
  readonly #recorder: Recorder;
  /** Open from the beginning, so that no file descriptor is needed at the end; undefined where it cannot be opened. */
  readonly #file: number | undefined;
  /** What could not be written so far, for example since the disk is full. */
  #unwritten = '';
  readonly #state: TrafficState;
  readonly #health = new HealthMonitor();
  readonly #clock: Clock;
  #cancel: Cancel | undefined;
  #fromMs = 0;
  #vus = 0;
  #begun = 0;
  #round: SliceRound | undefined;
  /** What tells whether limits that are held count: a few numbers for each slice. */
  readonly #slices: Premise[] = [];
  #measurer: MeasurerProgress = {};

  constructor(recorder: Recorder, path: string, state: TrafficState) {
    this.#recorder = recorder;
    this.#file = openedFile(path);
    this.#state = state;
    this.#clock = state.clock ?? realClock;
    this.#closeLater();
  }

  /** How the measurer did in the slices that are closed. */
  get measurer(): MeasurerProgress {
    return this.#measurer;
  }

  /** Closes the open slice, and says which round of the suite the next one belongs to. */
  begin(round: SliceRound | undefined): void {
    this.#cancel?.();
    this.#close();
    this.#round = round;
    this.#closeLater();
  }

  /**
   * Writes the slice that is still open and stops.
   *
   * @returns the lines that the file did not take; empty when it has all of them
   */
  finish(): string {
    this.#cancel?.();
    this.#close();
    this.#health.stop();
    if (this.#file !== undefined) closeSync(this.#file);
    return this.#unwritten;
  }

  /** Writes a slice, and those before it that could not be written when they were closed. */
  #write(slice: Slice): void {
    this.#unwritten += sliceLine(slice);
    if (this.#file === undefined) return;
    try {
      appendWhole(this.#file, this.#unwritten);
      this.#unwritten = '';
    } catch {
      // They are kept in memory, and the next slice tries again.
    }
  }

  /** Tells the recorder what the slice that begins now is for. */
  #open(): void {
    const { latencies = true, errors = true } = this.#phase().phase?.ownLimits ?? {};
    this.#recorder.isInRound = this.#round !== undefined;
    this.#recorder.judges = {
      latencies: latencies && this.#round === undefined,
      errors: errors && countsErrors(this.#round?.kind),
    };
  }

  #closeLater(): void {
    this.#open();
    const { endMs } = this.#phase();
    const dueMs = Math.min(this.#dueMs(), endMs);
    // A fraction of a millisecond is cut off by the timer, which would then be early by more than #phase allows.
    this.#cancel = this.#clock.after(Math.ceil(dueMs - this.#state.elapsedMs()), () => {
      this.#close();
      this.#closeLater();
    });
  }

  #dueMs(): number {
    if (this.#state.isSegment !== true) return this.#fromMs + SLICE_MS;
    // A timer may be early by a fraction of a millisecond.
    return (Math.floor((this.#fromMs + 1) / SEGMENT_SLICE_MS) + 1) * SEGMENT_SLICE_MS;
  }

  /** The phase that the open slice belongs to. What ends after the last one was sent in it, and counts to it. */
  #phase(): { phase: Phase | undefined; endMs: number } {
    // A timer is late by a millisecond or two, and may be early by a fraction of one.
    const next = this.#state.phases.find(({ endMs }) => this.#fromMs < endMs - 1);
    return { phase: next ?? this.#state.phases.at(-1), endMs: next?.endMs ?? Number.POSITIVE_INFINITY };
  }

  #close(): void {
    const toMs = this.#state.elapsedMs();
    const { arrivals, thinkLag } = this.#state;
    const startLagP99Ms = arrivals?.ownLagP99Ms;
    const phase = this.#phase().phase?.kind ?? 'ramp';
    const p95 = p95Of(this.#recorder.openSlice);
    const vus = this.#state.vus();
    const lengthMs = Math.max(0, Math.min(toMs, this.#state.endedMs?.() ?? toMs) - this.#fromMs);
    const userTime = thinkLag && this.#userTime(phase, lengthMs, vus, thinkLag);
    this.#vus = vus;
    const { begun } = this.#recorder.underWay;
    const health = { ...this.#health.take(), ...(startLagP99Ms !== undefined && { startLagP99Ms }) };
    const slice: Slice = {
      kind: 'slice',
      fromMs: Math.round(this.#fromMs),
      toMs: Math.round(toMs),
      phase,
      ...(this.#round !== undefined && { round: this.#round }),
      vus,
      operations: this.#recorder.takeSlice(),
      begun: begun - this.#begun,
      ...(thinkLag !== undefined && thinkLag.count > 0 && { startLag: thinkLag.encode() }),
      ...(arrivals !== undefined && { arrivals: arrivals.take() }),
      ...this.#state.sideCounts?.(),
      health,
      ...(p95 !== undefined && { p95 }),
      ...(userTime !== undefined && { userTime }),
      disturbed: disturbances({ health, ...(p95 !== undefined && { p95 }) }),
    };
    thinkLag?.reset();
    this.#begun = begun;
    const { isSearch = false, phases } = this.#state;
    this.#slices.push(premiseOf(slice, isSearch || hasPlateaus(phases)));
    const invalid = invalidSoFar(this.#slices);
    this.#measurer = invalid === undefined ? {} : { invalid };
    this.#fromMs = toMs;
    this.#write(slice);
    this.#state.closed?.(slice);
  }

  /**
   * The time of all users in the open slice, how much of it the measurer took by letting them go on late, and how much of it
   * they could not work.
   */
  #userTime(phase: SlicePhase, lengthMs: number, now: number, thinkLag: LatencyHistogram): Slice['userTime'] {
    const before = this.#vus;
    // On a ramp they come or go evenly; on a plateau all are there until the end.
    const totalMs = lengthMs * (phase === 'ramp' ? (before + now) / 2 : Math.max(before, now));
    const { all, allLeast } = this.#recorder.openSlice;
    const lostUs = totalUs(thinkLag) + totalUs(all) - totalUs(allLeast);
    if (totalMs === 0) return undefined;
    const troubleMs = Math.min(totalMs, this.#state.takeTroubleMs?.() ?? 0);
    return { totalMs, lostMs: Math.min(totalMs, lostUs / 1000), ...(troubleMs > 0 && { troubleMs }) };
  }
}

function openedFile(path: string): number | undefined {
  try {
    return openSync(path, 'a');
  } catch {
    return undefined;
  }
}

function totalUs(histogram: LatencyHistogram): number {
  return (histogram.meanUs ?? 0) * histogram.count;
}
