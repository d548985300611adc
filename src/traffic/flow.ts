import { thinkTimeMs } from './think-time.ts';
import type { VirtualUser } from './virtual-user.ts';
import workload from './workload.json' with { type: 'json' };

/** How long a person takes, by what they are doing. The medians are data: `workload.json`. */
export type Pause = keyof typeof workload.thinkTimeMedianMs;

/**
 * What one person of a dealership does from beginning to end, written over named operations. A flow ends early when
 * a step that the rest builds on did not succeed.
 */
export type Flow = (user: VirtualUser) => Promise<void>;

/** Does one operation, then pauses as long as the person would. */
export async function step(user: VirtualUser, operationId: string, pause: Pause): Promise<boolean> {
  const ok = await user.do(operationId);
  await user.think(thinkTimeMs(user.context.faker, workload.thinkTimeMedianMs[pause]));
  return ok;
}
