import { LiveHistory, type LiveState } from '../../src/report/live/watch.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';

/** What the traffic lane of the run below tells at a moment. */
export function progressAt(elapsedMs: number, different: Partial<Progress> = {}): Progress {
  return {
    elapsedMs,
    durationMs: 600_000,
    vus: Math.min(100, Math.round(elapsedMs / 1_200)),
    requestsPerSecond: 182,
    p95Ms: 287,
    failedShare: 0.0002,
    requests: 37_104,
    judgedRequests: 37_104,
    recentP95Ms: 312,
    recentFailedShare: 0,
    ...different,
  };
}

/** A load run of ten minutes at 3:24: the second round is in the browser. */
export function liveState(different: Partial<LiveState> = {}): LiveState {
  const history = new LiveHistory();
  for (let seconds = 0; seconds <= 204; seconds++)
    history.add(progressAt(seconds * 1000, { recentP95Ms: 100 + seconds, requestsPerSecond: seconds }));
  return {
    scenario: 'load',
    environment: 'development',
    target: 'embedded sandbox',
    stages: [
      { durationSeconds: 120, targetVus: 100 },
      { durationSeconds: 360, targetVus: 100 },
      { durationSeconds: 120, targetVus: 0 },
    ],
    durationMs: 600_000,
    mostUsers: 100,
    limits: { p95Ms: 500, errorRate: 0.01 },
    judged: {
      latencies: 'over all',
      errors: 'over all',
      isSearch: false,
      now: { latencies: true, errors: true },
      load: undefined,
    },
    arrivalsPerSecond: undefined,
    signIn: undefined,
    stopped: undefined,
    rounds: [
      { journey: 'login', number: 1, of: 2, atMs: 130_000, status: 'held' },
      { journey: 'create-deal', number: 1, of: 2, atMs: 150_000, status: 'broken' },
      { journey: 'login', number: 2, of: 2, atMs: 200_000, status: 'to come' },
      { journey: 'create-deal', number: 2, of: 2, atMs: 220_000, status: 'to come' },
    ],
    measuring: { kind: 'visits', journey: 'login', number: 2, of: 2 },
    elapsedMs: 204_000,
    progress: progressAt(204_000),
    history: (width) => history.cells(width),
    ...different,
  };
}
