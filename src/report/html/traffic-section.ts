import { counted, listed } from '../../base/format.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { chartBackground } from './chart-background.ts';
import { failuresOverTime } from './failures-over-time.ts';
import { latencyOverTime, throughputOverTime } from './latency-over-time.ts';
import { type Html, html } from './markup.ts';
import { isWhole } from './slice-points.ts';
import { sliceTable } from './slice-table.ts';
import { count, failureKinds, moment, msOrDash } from './words.ts';

/** How the traffic went over time: latency under the users, throughput, and errors by kind. */
export function trafficSection(record: RunRecord, traffic: TrafficRecord): Html {
  const background = chartBackground(record, traffic);
  return html`<section id="time"><h2>Over time</h2>
<p>${sentences(traffic, background.rounds.length)}</p>
${latencyOverTime(record, traffic, background)}
${throughputOverTime(traffic, background)}
${failuresOverTime(traffic, background)}
${sliceTable(traffic, background.rounds)}
</section>`;
}

function sentences(traffic: TrafficRecord, rounds: number): string {
  const [worst] = traffic.slices
    .filter(isWhole)
    .sort((a, b) => (b.latency.p95Ms ?? 0) - (a.latency.p95Ms ?? 0));
  const kinds = failureKinds(traffic.outcomes).map(
    ({ kind, count: number }) => `${count(number)} ${kind.replaceAll('_', ' ')}`,
  );
  return [
    ...(worst?.latency.p95Ms === undefined
      ? []
      : [
          `The p95 was highest at ${moment(worst.fromMs)}: ${msOrDash(worst.latency.p95Ms)} ms with ${counted(worst.vus, 'user')}.`,
        ]),
    traffic.failed === 0
      ? 'No request failed.'
      : `${counted(traffic.failed, 'request')} failed${kinds.length === 0 ? '' : `: ${listed(kinds)}`}.`,
    ...(rounds === 0 ? [] : [`${counted(rounds, 'round')} measured beside the traffic.`]),
  ].join(' ');
}
