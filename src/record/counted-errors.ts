import type { TrafficRecord } from './run-record.ts';

/** Requests that ended, and how many of them failed. */
export type EndedRequests = NonNullable<TrafficRecord['errors']>;

type Counted = Pick<TrafficRecord, 'errors' | 'sent' | 'unfinished' | 'failed'>;

/**
 * The requests whose error rate is that of the scenario: of all its phases and loads, without what happened next to the suite's bursts.
 * Its limit is held against those of them that are judged: see `judgedErrors`. Records of versions that did not count them
 * apart have all requests.
 */
export function countedErrors({ errors, sent, unfinished, failed }: Counted): EndedRequests {
  return errors ?? { ended: sent - unfinished, failed };
}

/** The other requests: next to a burst of the suite, or to the removal of what it made. None where they are not known. */
export function errorsNextToBursts(traffic: Counted): EndedRequests {
  const { ended, failed } = countedErrors(traffic);
  return { ended: traffic.sent - traffic.unfinished - ended, failed: traffic.failed - failed };
}
