import { HealthMonitor } from '../measure/health-monitor.ts';
import { disturbances } from '../measure/measurer-limits.ts';
import type { Recorder } from '../measure/recorder.ts';
import type { Slice } from '../measure/slice.ts';
import { appendSlice } from '../measure/slice-file.ts';

export const SLICE_MS = 10_000;

/** Closes a slice every ten seconds and writes it to disk, so that a crash loses at most the slice that was open. */
export class SliceWriter {
  readonly #recorder: Recorder;
  readonly #path: string;
  readonly #vus: () => number;
  readonly #elapsedMs: () => number;
  readonly #health = new HealthMonitor();
  readonly #timer: NodeJS.Timeout;
  #fromMs = 0;

  constructor(recorder: Recorder, path: string, state: { vus(): number; elapsedMs(): number }) {
    this.#recorder = recorder;
    this.#path = path;
    this.#vus = () => state.vus();
    this.#elapsedMs = () => state.elapsedMs();
    this.#timer = setInterval(() => this.#close(), SLICE_MS);
  }

  /** Writes the slice that is still open and stops. */
  finish(): void {
    clearInterval(this.#timer);
    this.#close();
    this.#health.stop();
  }

  #close(): void {
    const toMs = this.#elapsedMs();
    const health = this.#health.take();
    const slice: Slice = {
      kind: 'slice',
      fromMs: Math.round(this.#fromMs),
      toMs: Math.round(toMs),
      vus: this.#vus(),
      operations: this.#recorder.takeSlice(),
      health,
      disturbed: disturbances(health),
    };
    this.#fromMs = toMs;
    appendSlice(this.#path, slice);
  }
}
