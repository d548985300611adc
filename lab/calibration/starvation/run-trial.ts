import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { nextMessage } from '../../shared/next-message.ts';
import { boundText, isNarrow, isWithinStated } from '../comparison.ts';
import type { TrialAnswer, TrialOrder } from './trial-order.ts';

/** What a trial does to its measurer. */
export const TREATMENTS = ['hogged cores', 'blocked event loop', 'left alone'] as const;

export type Treatment = (typeof TREATMENTS)[number];

/** The result of one trial. */
export interface Trial {
  readonly treatment: Treatment;
  readonly model: TrialOrder['model'];
  readonly figures: Extract<TrialAnswer, { kind: 'done' }>['figures'];
  readonly eventLoopDelayP99Ms: number;
  readonly coreWaitShare: number;
}

/** Busy threads per core. With one or two, the scheduler immediately returns the core to a process that rarely runs. */
const HOGS_PER_CORE = 8;

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
  const { figures, health } = answer;
  return {
    treatment,
    model,
    figures,
    eventLoopDelayP99Ms: Math.max(...health.map((slice) => slice.eventLoopDelayP99Ms)),
    coreWaitShare: Math.max(...health.map((slice) => slice.coreWaitShare ?? 0)),
  };
}

/**
 * What is wrong with a trial, one line each: a figure whose stated bound does not hold the truth, and a bound of no use
 * although the measurer was left alone.
 */
export function trialFaults({ treatment, figures }: Trial): string[] {
  return figures.flatMap((figure) => {
    const isRight = isWithinStated(figure) && (treatment !== 'left alone' || isNarrow(figure));
    return isRight ? [] : [`p${figure.percentile}: ${boundText(figure)}`];
  });
}

function startHog(): ChildProcess {
  const threads = HOGS_PER_CORE * availableParallelism();
  return fork(new URL('./hog.ts', import.meta.url), [String(threads)]);
}
