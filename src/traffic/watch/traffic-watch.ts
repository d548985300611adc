import { Exemplars } from '../../measure/exemplars.ts';
import { isConnectionFailure, type Outcome } from '../../measure/outcome.ts';
import { RecentWindow } from '../../measure/recent-window.ts';
import type { Recorder } from '../../measure/recorder.ts';
import { PreparationTally } from '../users/preparation-tally.ts';
import type { FailedRequest, OfferedOperation, TrafficParts } from '../users/traffic-parts.ts';
import { Lifeline } from './lifeline.ts';
import { type Progress, requestsSoFar } from './progress.ts';
import { ServiceWatch } from './service-watch.ts';
import { Spending } from './spending.ts';
import { recorderFor, type TrafficMeter } from './traffic-meter.ts';

export interface TrafficWatchOptions {
  readonly offered: ReadonlyMap<string, OfferedOperation>;
  readonly meter: TrafficMeter | undefined;
  /** How long the target may be unreachable before it counts as gone, in milliseconds; see {@link Lifeline}. */
  readonly goneAfterMs: number | undefined;
  /** Milliseconds since the traffic began. */
  elapsedMs(): number;
  onFailure(request: FailedRequest): void;
}

/** A service that refuses a request is there. */
const REFUSALS: ReadonlySet<Outcome> = new Set(['rate_limited', 'client_error']);

/** Takes note of how each request of a traffic ended, and says how the traffic is doing. */
export class TrafficWatch {
  readonly recorder: Recorder;
  readonly exemplars = new Exemplars();
  readonly preparations = new PreparationTally();
  readonly services: ServiceWatch;
  readonly #spending = new Spending();
  readonly #recent = new RecentWindow();
  readonly #lifeline: Lifeline;
  readonly #options: TrafficWatchOptions;
  #endedBefore = 0;

  constructor(options: TrafficWatchOptions) {
    this.#options = options;
    this.#lifeline = new Lifeline(options.goneAfterMs);
    this.services = new ServiceWatch([...options.offered.values()].map(({ operation }) => operation));
    this.recorder = recorderFor([...options.offered.keys()], options.meter, this.#recent, options.elapsedMs);
  }

  /** What users need to report to this watch. */
  get parts(): Pick<
    TrafficParts,
    'recorder' | 'preparations' | 'exemplars' | 'spending' | 'elapsedMs' | 'succeeded' | 'failed'
  > {
    const { elapsedMs, onFailure } = this.#options;
    return {
      recorder: this.recorder,
      preparations: this.preparations,
      exemplars: this.exemplars,
      spending: this.#spending,
      elapsedMs,
      succeeded: (operationId) => {
        const nowMs = elapsedMs();
        this.#lifeline.success(nowMs);
        this.services.answered(operationId, nowMs);
      },
      failed: (request) => {
        this.#failed(request);
        onFailure(request);
      },
    };
  }

  #failed({ operationId, outcome, status, latencyMs = 0 }: FailedRequest): void {
    const nowMs = this.#options.elapsedMs();
    if (isConnectionFailure(outcome)) this.#lifeline.connectionFailure();
    else if (status > 0) this.#lifeline.answered();
    if (outcome === 'own_fault') return;
    if (REFUSALS.has(outcome)) this.services.answered(operationId, nowMs);
    else this.services.lost(operationId, Math.max(0, nowMs - latencyMs), status > 0 ? `${status}` : outcome);
  }

  /** How the requests are doing. To be called once a second: it counts those that ended since the last call. */
  turn(): ReturnType<typeof requestsSoFar> & Pick<Progress, 'requestsPerSecond' | 'spent'> {
    const totals = this.recorder.totals();
    const requestsPerSecond = totals.ended - this.#endedBefore;
    this.#endedBefore = totals.ended;
    const spent = this.#spending.total;
    return { requestsPerSecond, ...requestsSoFar(totals, this.#recent.turn()), spent };
  }

  /** Why the target counts as gone, or undefined while it does not. */
  goneReason(): string | undefined {
    return this.#lifeline.goneReason(this.#options.elapsedMs());
  }
}
