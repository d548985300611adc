import { counted } from '../base/format.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { figuresByOperation } from '../measure/operation-figures.ts';
import { servicesWithoutAnswer } from '../measure/outages.ts';
import { type SocketMeasureId, socketMeasures } from '../target/socket-measures.ts';

/** A pair of users causes an event every few seconds, so an open socket gets one long before this. */
const LONG_ENOUGH_MS = 20_000;

/**
 * The measures on sockets that got no event at all although their sockets were open for long: no limit can be held
 * against them, so the run would look as if it had held it.
 *
 * @param measures those that the run was to measure
 * @returns one line for each, with what was found and what to look at
 */
export function silentMeasures(
  slices: readonly DecodedSlice[],
  measures: ReadonlySet<SocketMeasureId>,
): readonly string[] {
  const endMs = slices.at(-1)?.toMs ?? 0;
  const whole = figuresByOperation(slices);
  return socketMeasures.flatMap(({ id, socket, post }) => {
    if (post === undefined || !measures.has(id) || (whole.get(id)?.sent ?? 0) > 0) return [];
    const first = slices.find((slice) => (figuresByOperation([slice]).get(socket)?.successes.count ?? 0) > 0);
    if (first === undefined || endMs - first.toMs < LONG_ENOUGH_MS) return [];
    const opened = whole.get(socket)?.successes.count ?? 0;
    return [
      `${id}: nothing was measured. Found: ${socket} was opened ${counted(opened, 'time')}, and no event was awaited, since no socket was ` +
        `confirmed to listen. Right would be: a socket that confirms its subscription, and ${post} that succeeds`,
    ];
  });
}

/**
 * The services of which the target served no request at all: a few lost requests may hold the error rate of a whole run,
 * which would then look as if these services had held their limits.
 *
 * @returns one line for each, with what was found and what to look at
 */
export function silentServices(slices: readonly DecodedSlice[]): readonly string[] {
  return servicesWithoutAnswer(slices).map(
    ({ service, lost }) =>
      `${service}: nothing was measured. Found: it served none of its ${counted(lost, 'request')}. ` +
      'Right would be: a service that answers, or OPERATIONS without it',
  );
}
