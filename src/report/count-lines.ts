import type { TrafficRecord } from '../record/run-record.ts';

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
