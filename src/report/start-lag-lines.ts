import { formatMs } from '../base/format.ts';
import { LATE_START_MS } from '../measure/arrival-counters.ts';
import type { LatencyFigures, TrafficRecord } from '../record/run-record.ts';

/** How late requests started against their schedule, apart for the time in which a round measured beside them. */
export function startLagLines({ startLag, arrivals }: TrafficRecord): [name: string, values: string][] {
  const lines: [string, string][] = [];
  if (startLag !== undefined && startLag.outside.samples > 0)
    lines.push(['start_lag outside rounds', lag(startLag.outside)]);
  if (startLag !== undefined && startLag.inRounds.samples > 0)
    lines.push(['start_lag in rounds', lag(startLag.inRounds)]);
  if (arrivals === undefined) return lines;
  const { startLag: whole, ownLag, late } = arrivals;
  return [
    ...lines,
    ['start_lag', `${lag(whole)}, later than ${LATE_START_MS} ms: ${late}`],
    ['start_lag, own part', `${lag(ownLag)}, the rest was waiting for a free virtual user`],
  ];
}

function lag({ p50Ms, p99Ms, maxMs }: LatencyFigures): string {
  const value = (ms: number | undefined) => (ms === undefined ? '-' : `${formatMs(ms)}ms`);
  return `p(50)=${value(p50Ms)} p(99)=${value(p99Ms)} max=${value(maxMs)}`;
}
