import type { BuildContext } from '../../target/operation.ts';
import workload from '../workload.json' with { type: 'json' };
import { thinkTimeMs } from './think-time.ts';

/** The target's tokens carry whole seconds: a new token that differs from the last one needs a new second. */
export const NEXT_SECOND_MS = 1_100;

/** How long a person takes, by what they are doing. The medians are data: `workload.json`. */
export type Pause = keyof typeof workload.thinkTimeMedianMs;

/** What a flow needs of the user who lives it. */
export interface FlowUser {
  readonly context: Pick<BuildContext, 'faker' | 'known'>;
  /** Whether the user would send this operation now, as far as it can. */
  sends(operationId: string): boolean;
  /** Sends an operation; whether it was a success. */
  do(operationId: string): Promise<boolean>;
  /** Waits as a person does before the next step. */
  think(ms: number): Promise<void>;
  /** Waits for a reason that is not the person's, in any model of traffic. */
  pause(ms: number): Promise<void>;
  /** Gets new tokens for the user's account. */
  renewSession(): Promise<void>;
}

/**
 * What one person of a dealership does from beginning to end, written over named operations. A flow ends early when
 * a step that the rest builds on did not succeed.
 */
export type Flow = (user: FlowUser) => Promise<void>;

/**
 * Does one operation, then pauses as long as the person would. A step that is left out (the target does not offer it,
 * or OPERATIONS did not ask for it) does not end the flow: each later step checks what it needs itself.
 */
export async function step(user: FlowUser, operationId: string, pause: Pause): Promise<boolean> {
  if (!user.sends(operationId)) return true;
  const ok = await user.do(operationId);
  await user.think(thinkTimeMs(user.context.faker, workload.thinkTimeMedianMs[pause]));
  return ok;
}
