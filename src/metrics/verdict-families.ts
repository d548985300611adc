import type { Gauge } from 'prom-client';
import { subjectWords } from '../verdict/subject.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { MetricMaker } from './make-metrics.ts';

/** How a run stands, as far as the lane of its traffic knows. */
const RUN_STATES = ['running', 'pass', 'fail', 'invalid', 'interrupted'] as const;

export type RunState = (typeof RUN_STATES)[number];

/** The families of the verdict: of each limit, and of the run. */
export class VerdictFamilies {
  readonly #state: Gauge;
  readonly #limits: Gauge;

  constructor({ gauge }: MetricMaker) {
    this.#state = gauge(
      'loadtest_run_state',
      "1 for the state that the run is in, 0 for the others; the run's summary has the last word",
      ['state'],
    );
    this.#limits = gauge(
      'loadtest_limit_verdict',
      '1 for what became of each limit, told once it is judged',
      ['subject', 'statistic', 'column', 'verdict'],
    );
    this.state('running');
  }

  /** Says how the run stands. */
  state(state: RunState): void {
    for (const each of RUN_STATES) this.#state.set({ state: each }, each === state ? 1 : 0);
  }

  /** Tells verdicts. One that was told before is replaced, as each round judges its steps anew. */
  judged(verdicts: readonly Verdict[]): void {
    for (const { subject: about, statistic, column, kind } of verdicts) {
      const subject = subjectWords(about);
      for (const verdict of ['pass', 'fail', 'inconclusive', 'not offered'])
        if (verdict !== kind) this.#limits.remove({ subject, statistic, column, verdict });
      this.#limits.set({ subject, statistic, column, verdict: kind }, 1);
    }
  }
}

/** How a traffic ended. */
export interface TrafficEnd {
  /** Why the measurement cannot be trusted; undefined when it can. */
  readonly invalid: string | undefined;
  /** Why the target was given up; undefined when it was there. */
  readonly gone: string | undefined;
  readonly interrupted: boolean;
  readonly verdicts: readonly Verdict[];
}

/** What the end of a traffic makes of its run. An invalid measurement judges nothing, so it comes first. */
export function stateAtEnd({ invalid, gone, interrupted, verdicts }: TrafficEnd): RunState {
  if (invalid !== undefined) return 'invalid';
  if (gone !== undefined || verdicts.some(({ failsTheRun }) => failsTheRun)) return 'fail';
  return interrupted ? 'interrupted' : 'pass';
}
