import { LATE_START_MS } from '../measure/arrival-counters.ts';
import { formatMs } from '../verdict/verdict-message.ts';
import type { ArrivalRecord, LatencyFigures, TrafficRecord } from './run-record.ts';

/**
 * The counts of a traffic, which have to add up: offered = sent + not sent; sent = ok + failed + timed out +
 * unfinished. In the closed model, and for requests beside the schedule, what is sent is what was offered.
 */
export function countLines(traffic: TrafficRecord): [name: string, values: string][] {
  const { sent, ok, failed, unfinished, outcomes, arrivals } = traffic;
  const timedOut = outcomes.timeout ?? 0;
  const beside = sent - (arrivals?.sent ?? 0);
  const offered = (arrivals?.offered ?? 0) + beside;
  const kinds = Object.entries(outcomes)
    .filter(([kind]) => kind !== 'ok' && kind !== 'unfinished' && kind !== 'timeout')
    .map(([kind, count]) => `${kind} ${count}`);
  return [
    ['offered', `${offered} = sent ${sent} + not sent ${arrivals?.notSent ?? 0}`],
    [
      'sent',
      `${sent} = ok ${ok} + failed ${failed - timedOut} + timed out ${timedOut} + unfinished ${unfinished}` +
        (kinds.length === 0 ? '' : ` (${kinds.join(', ')})`),
    ],
  ];
}

/** How late the requests of an open model started; none for a closed one. */
export function arrivalLines(arrivals: ArrivalRecord | undefined): [name: string, values: string][] {
  if (arrivals === undefined) return [];
  const { startLag, ownLag, late } = arrivals;
  return [
    ['start_lag', `${lag(startLag)}, later than ${LATE_START_MS} ms: ${late}`],
    ['start_lag, own part', `${lag(ownLag)}, the rest was waiting for a free virtual user`],
  ];
}

function lag({ p50Ms, p99Ms, maxMs }: LatencyFigures): string {
  const value = (ms: number | undefined) => (ms === undefined ? '-' : `${formatMs(ms)}ms`);
  return `p(50)=${value(p50Ms)} p(99)=${value(p99Ms)} max=${value(maxMs)}`;
}
