import type { Cancel, Clock } from '../base/clock.ts';
import type { SliceRound } from '../measure/slice.ts';
import type { SocketMeasureId } from '../target/socket-measures.ts';
import type { CrewOptions } from './crew.ts';
import type { ArrivalRateOptions } from './models/arrival-rate.ts';
import type { ArrivalPlan } from './plan/arrival-plan.ts';
import type { DecidedLoad } from './plan/planned-search.ts';
import type { Phase, Stage } from './plan/stages.ts';
import type { FailedRequest, OfferedOperation } from './users/traffic-parts.ts';
import type { Progress } from './watch/progress.ts';
import type { TrafficMeter } from './watch/traffic-meter.ts';

/** What a traffic is made of, and who hears of it. */
export interface TrafficOptions extends Omit<CrewOptions, 'clock' | 'ownDelay' | 'parts'> {
  readonly stages: readonly Stage[];
  /** Decides the load, slice by slice, in place of the stages, which then say the most and the longest of it. */
  readonly load?: DecidedLoad | undefined;
  /** Pairs of socket users; as many as the stages' users need by default. */
  readonly pairs?: number | undefined;
  /** Set for the open model; otherwise the virtual users follow the stages. */
  readonly arrivals?: ArrivalPlan | undefined;
  readonly offered: ReadonlyMap<string, OfferedOperation>;
  /** What is measured on sockets; nothing by default. */
  readonly measures?: ReadonlySet<SocketMeasureId>;
  readonly slicesPath: string;
  /** Stretches that no slice reaches over; those of the stages by default. */
  readonly phases?: readonly Phase[] | undefined;
  /** How long the target may be unreachable before it counts as gone, in milliseconds; four seconds by default. */
  readonly goneAfterMs?: number | undefined;
  /** Watches the traffic; nobody by default. */
  readonly meter?: TrafficMeter | undefined;
  /**
   * Calls back when a round of the suite begins or ends to measure next to the traffic; no rounds by default.
   * @param settling to be called when a round ends: see `settling`
   */
  readonly watchRounds?: (
    changed: (round: SliceRound | undefined) => void,
    settling: () => () => boolean,
  ) => Cancel;
  /** The real clock by default. */
  readonly clock?: Clock;
  /** The alarm clock of the open model; a real one by default. */
  readonly startWake?: ArrivalRateOptions['startWake'];
  onFailure(request: FailedRequest): void;
  onProgress(progress: Progress): void;
  onGone(reason: string): void;
  /** Called when what a user did ended by an error; the user goes on. */
  onTrouble(error: unknown): void;
  readonly signal: AbortSignal;
}
