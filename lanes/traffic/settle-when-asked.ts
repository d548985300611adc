import type { EventEmitter } from 'node:events';
import { type Cancel, type Clock, realClock } from '../../src/base/clock.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';
import { SETTLED_EVERY_MS } from './watch-rounds.ts';

/**
 * Has a process tell the lane when its requests have ended that a round may have slowed down. Of several questions the last one
 * is answered: it is about all that is under way by then.
 *
 * @param lane where its messages come from
 * @param settling called when the lane asks; what it returns tells whether the requests have ended that were under way then
 * @returns ends it
 */
export function settleWhenAsked(
  lane: Pick<EventEmitter, 'on' | 'off'>,
  settling: () => () => boolean,
  tell: (message: FromProcess) => void,
  clock: Clock = realClock,
): Cancel {
  let stopLooking: Cancel | undefined;
  const heard = (message: ToProcess) => {
    if (message.kind !== 'settle') return;
    stopLooking?.();
    const hasSettled = settling();
    stopLooking = clock.every(SETTLED_EVERY_MS, () => {
      if (!hasSettled()) return;
      stopLooking?.();
      tell({ kind: 'settled', number: message.number });
    });
  };
  lane.on('message', heard);
  return () => {
    lane.off('message', heard);
    stopLooking?.();
  };
}
