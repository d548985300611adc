import autocannon from 'autocannon';
import type { CalibrationCase } from '../cases.ts';
import type { Measured } from './measured.ts';

/** autocannon with its defaults and its own figures: whole milliseconds, no p95, failures among the latencies. */
export async function plainAutocannon(
  origin: string,
  {
    connections,
    seconds,
    autocannonRate,
  }: Pick<CalibrationCase, 'connections' | 'seconds' | 'autocannonRate'>,
): Promise<Measured> {
  const result = await autocannon({
    url: `${origin}/calibration`,
    connections,
    duration: seconds,
    ...(autocannonRate !== undefined && { overallRate: autocannonRate, connections: 10 }),
  });
  const { latency, requests, non2xx, errors } = result;
  return {
    figures: { 50: latency.p50, 97.5: latency.p97_5, 99: latency.p99 },
    ended: requests.total,
    failed: non2xx + errors,
    underWay: connections,
  };
}
