import { traceAddress } from '../base/trace-address.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import { parseServerTiming } from '../measure/server-timing.ts';
import type { RunRecord } from '../record/run-record.ts';

/** One of the slowest requests of an operation. Its trace is the one that the target names, else the one that was sent. */
export interface SlowRequest extends Exemplar {
  /** Where its trace is shown; left out without TRACE_URL. */
  readonly href?: string;
}

/** The slowest requests of each operation, the slowest first. */
export function slowestRequests({
  traffic,
  traceUrl,
}: Pick<RunRecord, 'traffic' | 'traceUrl'>): SlowRequest[] {
  return (traffic?.exemplars ?? [])
    .map((exemplar) => slowRequest(exemplar, traceUrl))
    .sort((a, b) => b.latencyMs - a.latencyMs);
}

/** @param traceUrl the address of a trace, with a place for its id */
export function slowRequest(exemplar: Exemplar, traceUrl: string | undefined): SlowRequest {
  const traceId = parseServerTiming(exemplar.serverTiming).traceId ?? exemplar.traceId;
  return { ...exemplar, traceId, ...(traceUrl !== undefined && { href: traceAddress(traceUrl, traceId) }) };
}
