import type { Measuring } from '../../record/measuring-lock.ts';
import type { PlannedRound } from '../../traffic/plan/round-plan.ts';
import type { Stage } from '../../traffic/plan/stages.ts';
import type { Progress } from '../../traffic/watch/progress.ts';
import type { HistoryCell } from './live-history.ts';

/** A planned round, and what became of it so far. */
export interface LiveRound extends Pick<PlannedRound, 'journey' | 'number' | 'of' | 'atMs'> {
  readonly status: 'to come' | 'held' | 'broken';
}

/** Everything that the live display shows of a run, at one moment. */
export interface LiveState {
  readonly scenario: string;
  readonly environment: string;
  /** Where the load goes: a URL, or that it is the embedded sandbox. */
  readonly target: string;
  readonly stages: readonly Stage[];
  readonly durationMs: number;
  readonly mostUsers: number;
  /** Of the scenario; the open model has arrivals besides. */
  readonly limits: { readonly p95Ms: number; readonly errorRate: number };
  readonly arrivalsPerSecond?: number;
  readonly rounds: readonly LiveRound[];
  /** The round in the browser right now. */
  readonly measuring?: Measuring;
  /** Users that are signed in, while they are. */
  readonly signIn?: { readonly done: number; readonly of: number };
  /** Since the traffic began; left out before. */
  readonly elapsedMs?: number;
  readonly progress?: Progress;
  /** Why the run is being ended before its time. */
  readonly stopped?: string;
  /** What was seen so far, in as many cells as asked for. */
  history(width: number): readonly (HistoryCell | undefined)[];
}
