import { rmSync } from 'node:fs';
import { test } from '@playwright/test';
import { readSlices } from '../../src/measure/slice-file.ts';
import { operations } from '../../src/target/catalogue.ts';
import type { Target } from '../../src/target/environments/target.ts';
import type { Operation } from '../../src/target/operation.ts';
import { signInAccounts } from '../../src/target/session/account-pool.ts';
import { runTraffic } from '../../src/traffic/traffic.ts';
import type { TrafficOptions } from '../../src/traffic/traffic-options.ts';
import type { OfferedOperation } from '../../src/traffic/users/traffic-parts.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import { FakeClock } from './fake-clock.ts';
import { wakeOn } from './fake-wake.ts';

export interface TrafficToRun
  extends Partial<
    Pick<
      TrafficOptions,
      'offered' | 'measures' | 'arrivals' | 'load' | 'goneAfterMs' | 'seed' | 'segment' | 'watchRounds'
    >
  > {
  readonly seconds: number;
  /** Users from the beginning to the end, unless there are `stages`. */
  readonly users?: number;
  readonly stages?: TrafficOptions['stages'];
  readonly clock?: FakeClock;
  /** How finely the time moves; a request takes some steps. */
  readonly stepMs?: number;
}

/** Everything that a traffic told. */
export interface RanTraffic {
  readonly slices: ReturnType<typeof readSlices>;
  readonly exemplars: number;
  readonly progress: readonly Progress[];
  readonly created: readonly { readonly operationId: string; readonly id: string }[];
  readonly failures: readonly string[];
  readonly troubles: readonly string[];
  readonly gone: readonly string[];
  readonly tookMs: number;
}

/** These operations at the paths of the catalogue; all that can be offered by default. */
export function offeredAll(
  wanted: (operation: Operation) => boolean = () => true,
): ReadonlyMap<string, OfferedOperation> {
  return new Map(
    operations
      .filter((operation) => operation.outOfReach === undefined && wanted(operation))
      .map((operation) => [operation.id, { operation, path: operation.path }]),
  );
}

/** Signs three users and the auth visitor in, and puts a traffic on the target, in the time of a fake clock. */
export async function ranTraffic(target: Target, wanted: TrafficToRun): Promise<RanTraffic> {
  const { seconds, users = 1, clock = new FakeClock(), stepMs, ...more } = wanted;
  const sessions = await signInAccounts({
    target,
    count: 4,
    dealershipId: () => 'd',
    onSignedIn: () => undefined,
  });
  const slicesPath = test.info().outputPath('slices.jsonl');
  // A test may run several traffics, one after the other.
  rmSync(slicesPath, { force: true });
  const abort = new AbortController();
  const [progress, gone]: [Progress[], string[]] = [[], []];
  const created: { operationId: string; id: string }[] = [];
  const [failures, troubles]: [string[], string[]] = [[], []];
  const startedMs = clock.nowMs();
  const running = runTraffic({
    target,
    stages: [
      { durationSeconds: 0, targetVus: users },
      { durationSeconds: seconds, targetVus: users },
    ],
    offered: offeredAll(),
    sessions,
    dealershipId: '9d1c2b3a-4f5e-5a6b-8c7d-0e1f2a3b4c5d',
    runTag: 'rtest',
    slicesPath,
    clock,
    startWake: wakeOn(clock),
    created: ({ id: operationId }, id) => created.push({ operationId, id }),
    onFailure: ({ operationId, outcome }) => failures.push(`${operationId} ${outcome}`),
    onProgress: (now) => progress.push(now),
    onGone: (reason) => {
      gone.push(reason);
      abort.abort();
    },
    onTrouble: (error) => troubles.push(String(error)),
    signal: abort.signal,
    ...more,
  });
  const { exemplars } = await clock.during(running, stepMs);
  const slices = readSlices(slicesPath);
  const tookMs = clock.nowMs() - startedMs;
  return { slices, exemplars: exemplars.length, progress, created, failures, troubles, gone, tookMs };
}
