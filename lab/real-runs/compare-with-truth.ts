import type { OperationFigures } from '../../src/measure/operation-figures.ts';
import { exactPercentile } from '../shared/exact-percentile.ts';
import { operationOfRequest } from './operation-of-request.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** The percentiles that are compared: those that limits are about, and the middle. */
export const PERCENTILES = [50, 95, 99] as const;

/** An operation with fewer samples has no tail to compare. */
const LEAST_SAMPLES = 20;

/** One figure of a real run with the truth of the same requests, in milliseconds. */
export interface ComparedFigure {
  readonly operation: string;
  readonly percentile: (typeof PERCENTILES)[number];
  readonly samples: number;
  readonly truthMs: number;
  readonly measuredMs: number;
  /** Lower end of what the run states: the measured latencies less what the measurer may have added. */
  readonly leastMs: number;
}

/** When slices of the run began and ended, on the wall clock. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the run says of its requests, and which of the recorded ones are meant. */
export interface RunToCompare {
  readonly figures: ReadonlyMap<string, OperationFigures>;
  readonly windows: readonly Window[];
  /** What the trace ids of the traffic begin with. */
  readonly tracePrefix: string;
}

/** Holds each operation's percentiles against those of the same requests as the proxy recorded them. */
export function compareWithTruth(run: RunToCompare, recorded: readonly RecordedRequest[]): ComparedFigure[] {
  const truths = new Map<string, number[]>();
  for (const request of recorded) {
    if (!isMeant(run, request)) continue;
    const operation = operationOfRequest(request.method, request.path);
    if (operation === undefined) continue;
    const latencies = truths.get(operation) ?? [];
    latencies.push(request.endedMs - request.receivedMs);
    truths.set(operation, latencies);
  }
  return [...run.figures].flatMap(([operation, { successes, least }]) => {
    const truth = (truths.get(operation) ?? []).sort((one, other) => one - other);
    if (successes.count < LEAST_SAMPLES || truth.length < LEAST_SAMPLES) return [];
    return PERCENTILES.map((percentile) => ({
      operation,
      percentile,
      samples: successes.count,
      truthMs: exactPercentile(truth, percentile) ?? Number.NaN,
      measuredMs: (successes.percentileUs(percentile) ?? Number.NaN) / 1000,
      leastMs: (least.percentileUs(percentile) ?? Number.NaN) / 1000,
    }));
  });
}

function isMeant(
  { windows, tracePrefix }: RunToCompare,
  { traceId, status, endedMs }: RecordedRequest,
): boolean {
  const succeeded = status >= 200 && status < 300;
  return (
    succeeded &&
    traceId.startsWith(tracePrefix) &&
    windows.some(({ fromMs, toMs }) => endedMs >= fromMs && endedMs < toMs)
  );
}
