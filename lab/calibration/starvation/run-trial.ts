import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { TrialAnswer, TrialOrder } from './trial-order.ts';

/** How a trial's measurer is treated. */
export const TREATMENTS = ['hogged cores', 'blocked event loop', 'left alone'] as const;

export type Treatment = (typeof TREATMENTS)[number];

/** One row of the second table, before it is summed up. */
export interface Trial {
  readonly treatment: Treatment;
  readonly model: TrialOrder['model'];
  /** Left out when the measurement was valid. */
  readonly invalid?: string | undefined;
  readonly p95OffMs: number;
  readonly eventLoopDelayP99Ms: number;
  readonly coreWaitShare: number;
}

/** Busy threads per core: with one or two the scheduler gives a process that hardly runs its core back at once. */
const HOGS_PER_CORE = 8;

/** Does one trial in processes of its own. */
export async function runTrial(
  treatment: Treatment,
  model: TrialOrder['model'],
  seconds: number,
): Promise<Trial> {
  const order: TrialOrder = { model, seconds, blocksLoop: treatment === 'blocked event loop' };
  const trial = fork(new URL('./trial.ts', import.meta.url), [JSON.stringify(order)]);
  const begun = await nextAnswer(trial);
  const done = nextAnswer(trial);
  const hog = treatment === 'hogged cores' && begun.kind === 'begun' ? startHog() : undefined;
  const answer = await done.finally(() => hog?.kill('SIGKILL'));
  if (answer.kind !== 'done') throw new Error(`starvation trial: expected its end, got ${answer.kind}`);
  const { invalid, p95OffMs, health } = answer;
  return {
    treatment,
    model,
    invalid,
    p95OffMs,
    eventLoopDelayP99Ms: Math.max(...health.map((slice) => slice.eventLoopDelayP99Ms)),
    coreWaitShare: Math.max(...health.map((slice) => slice.coreWaitShare ?? 0)),
  };
}

function startHog(): ChildProcess {
  const threads = HOGS_PER_CORE * availableParallelism();
  return fork(new URL('./hog.ts', import.meta.url), [String(threads)]);
}

async function nextAnswer(trial: ChildProcess): Promise<TrialAnswer> {
  const failed = once(trial, 'exit').then(([code]) => {
    throw new Error(`starvation trial: the process ended before its answer, exit code ${code}`);
  });
  const [answer] = (await Promise.race([once(trial, 'message'), failed])) as [TrialAnswer];
  return answer;
}
