import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { nextMessage } from '../../shared/next-message.ts';
import { boundText, isNarrow, isWithinStated, notMeasured } from '../comparison.ts';
import type { TrialAnswer, TrialOrder } from './trial-order.ts';

/** What a trial does to its measurer. */
export const TREATMENTS = ['hogged cores', 'blocked event loop', 'left alone'] as const;

export type Treatment = (typeof TREATMENTS)[number];

/** The result of one trial. */
export interface Trial {
  readonly treatment: Treatment;
  readonly model: TrialOrder['model'];
  readonly figures: Extract<TrialAnswer, { kind: 'done' }>['figures'];
  /** What is wrong with the numbers of requests, one line each. */
  readonly countFaults: readonly string[];
  readonly eventLoopDelayP99Ms: number;
  readonly coreWaitShare: number;
}

/** Busy threads per core. With one or two, the scheduler immediately returns the core to a process that rarely runs. */
const HOGS_PER_CORE = 8;

/** What each trial has to measure. In its second or two a generator that is blocked sends too few requests for a p99. */
const HAS_TO_MEASURE = [50, 95];

const NAME = 'starvation trial';

/** Runs one trial in separate processes. */
export async function runTrial(
  treatment: Treatment,
  model: TrialOrder['model'],
  seconds: number,
): Promise<Trial> {
  const order: TrialOrder = { model, seconds, blocksLoop: treatment === 'blocked event loop' };
  const trial = fork(new URL('./trial.ts', import.meta.url), [JSON.stringify(order)]);
  const begun = await nextMessage<TrialAnswer>(trial, NAME);
  const done = nextMessage<TrialAnswer>(trial, NAME);
  const hog = treatment === 'hogged cores' && begun.kind === 'begun' ? startHog() : undefined;
  const answer = await done.finally(() => hog?.kill('SIGKILL'));
  if (answer.kind !== 'done') throw new Error(`${NAME}: expected its result, got ${answer.kind}`);
  const { figures, countFaults, health } = answer;
  return {
    treatment,
    model,
    figures,
    countFaults,
    eventLoopDelayP99Ms: Math.max(...health.map((slice) => slice.eventLoopDelayP99Ms)),
    coreWaitShare: Math.max(...health.map((slice) => slice.coreWaitShare ?? 0)),
  };
}

/**
 * What is wrong with a trial, one line each: a figure that is missing or whose stated bound does not hold the truth, requests that
 * were not counted, and a bound of no use although the measurer was left alone.
 */
export function trialFaults({ treatment, figures, countFaults }: Trial): string[] {
  const wrong = figures.flatMap((figure) => {
    const isRight = isWithinStated(figure) && (treatment !== 'left alone' || isNarrow(figure));
    return isRight ? [] : [`p${figure.percentile}: ${boundText(figure)}`];
  });
  return [...notMeasured(figures, HAS_TO_MEASURE), ...countFaults, ...wrong];
}

function startHog(): ChildProcess {
  const threads = HOGS_PER_CORE * availableParallelism();
  return fork(new URL('./hog.ts', import.meta.url), [String(threads)]);
}
