import { parentPort, workerData } from 'node:worker_threads';
import { machineMs } from '../../base/clock.ts';
import type { WakeCells } from './arrival-wake.ts';

// The thread behind ArrivalWake: sleeps until the moment that is set, then knocks at the main thread. A wait on shared
// memory ends within some 0.1 ms of its time, where a timer of the event loop knows only whole milliseconds.
const { due, cells } = workerData as WakeCells;
const [VERSION, IS_STOPPED, IS_KNOCKING] = [0, 1, 2];

while (Atomics.load(cells, IS_STOPPED) === 0) {
  const version = Atomics.load(cells, VERSION);
  const waitMs = (due[0] ?? Number.POSITIVE_INFINITY) - machineMs();
  // 'ok' or 'not-equal': another moment has been set.
  if (waitMs > 0 && Atomics.wait(cells, VERSION, version, waitMs) !== 'timed-out') continue;
  if (Atomics.compareExchange(cells, IS_KNOCKING, 0, 1) === 0) parentPort?.postMessage(0);
  Atomics.wait(cells, VERSION, version);
}
