import type { Outcome } from '../../measure/outcome.ts';
import type { RecentWindow } from '../../measure/recent-window.ts';
import { Recorder } from '../../measure/recorder.ts';
import type { Slice, SliceRound } from '../../measure/slice.ts';
import type { Draws } from '../../target/request-data/user-faker.ts';
import type { Flow } from '../flows/flow.ts';

/** Watches a traffic while it runs. It is called by every request, so it has to be quick. */
export interface TrafficMeter {
  /** A request, or a measurement on a socket, ended; see `Recorder.end`. */
  ended(id: string, outcome: Outcome, latencyUs: number | undefined, bytesReceived: number): void;
  /** A user's flow ended, by itself or because the user was sent home. */
  flowEnded(): void;
  /** From now on a round of the suite measures next to the traffic, or does something else; undefined when none does. */
  roundChanged(round: SliceRound | undefined): void;
  /** A slice was closed and written. */
  sliceClosed(slice: Slice): void;
}

/** A recorder that passes every end on to a meter. */
class MeteredRecorder extends Recorder {
  readonly #meter: TrafficMeter;

  constructor(meter: TrafficMeter, ...parts: ConstructorParameters<typeof Recorder>) {
    super(...parts);
    this.#meter = meter;
  }

  override end(
    id: string,
    outcome: Outcome,
    latencyUs: number | undefined,
    bytesReceived: number,
    ownDelayUs?: number,
  ): void {
    super.end(id, outcome, latencyUs, bytesReceived, ownDelayUs);
    this.#meter.ended(id, outcome, latencyUs, bytesReceived);
  }
}

/** The recorder of a traffic; a plain one where nobody watches. */
export function recorderFor(
  operationIds: readonly string[],
  meter: TrafficMeter | undefined,
  recent?: RecentWindow,
  elapsedMs?: () => number,
): Recorder {
  return meter === undefined
    ? new Recorder(operationIds, recent, elapsedMs)
    : new MeteredRecorder(meter, operationIds, recent, elapsedMs);
}

/** Draws flows as `nextFlow` does, and reports the end of each to the meter. */
export function meteredFlows(
  nextFlow: (faker: Draws) => Flow,
  meter: TrafficMeter | undefined,
): (faker: Draws) => Flow {
  if (meter === undefined) return nextFlow;
  return (faker) => {
    const flow = nextFlow(faker);
    return async (user) => {
      await flow(user);
      meter.flowEnded();
    };
  };
}
