import { formatFigure } from '../../base/format.ts';
import type { RoundRecord } from '../../record/round-record.ts';
import { dataTable, type TableRow } from './data-table.ts';
import { type Html, html } from './markup.ts';
import { stackedBar } from './step-parts-bar.ts';
import { count, journeyName, msOrDash } from './words.ts';

/**
 * The pairs of a journey: what was felt in the page beside what the backend did in the same moment. Both bars of a
 * pair have one scale, that of the journey.
 */
export function roundPairs(journey: string, rounds: readonly RoundRecord[]): Html {
  const hasTraffic = rounds.some(({ traffic }) => traffic !== undefined);
  const scaleMs = Math.max(...rounds.map((round) => Math.max(feltMs(round), backendMs(round) ?? 0)), 1);
  const columns = [
    { title: 'round' },
    { title: 'users', isNumber: true },
    { title: 'felt, all steps', isNumber: true },
    { title: 'felt above, backend below' },
    ...(hasTraffic
      ? [
          { title: 'traffic p95', isNumber: true },
          { title: 'its operation p95', isNumber: true },
        ]
      : []),
    { title: 'burst p95', isNumber: true },
    { title: 'burst', isNumber: true },
  ];
  return dataTable(
    `${journeyName(journey)}: felt and backend in the same moment, ms`,
    columns,
    rounds.map((round) => pairRow(round, scaleMs, hasTraffic)),
  );
}

function pairRow(round: RoundRecord, scaleMs: number, hasTraffic: boolean): TableRow {
  const { number, of, moment, vus, traffic, burst } = round;
  const felt = feltMs(round);
  const backend = backendMs(round);
  return {
    cells: [
      html`${number} of ${of} <small>${moment}</small>`,
      count(vus),
      msOrDash(felt),
      html`<span class="pair">${stackedBar([{ name: 'felt', color: 'part-whole', ms: felt }], scaleMs)}${
        backend !== undefined &&
        stackedBar([{ name: 'backend p95', color: 'part-app', ms: backend }], scaleMs)
      }</span>`,
      ...(hasTraffic ? [msOrDash(traffic?.p95Ms), msOrDash(traffic?.operationP95Ms)] : []),
      msOrDash(burst?.p95Ms),
      burst === undefined ? '–' : formatFigure(burst.requestsPerSecond, 'per second'),
    ],
  };
}

/** The whole journey as felt: the medians of its steps together. */
function feltMs({ steps }: RoundRecord): number {
  return steps.reduce((sum, { medianMs }) => sum + medianMs, 0);
}

/** In the traffic where that is known: what others had at that moment; otherwise in the burst. */
function backendMs({ traffic, burst }: RoundRecord): number | undefined {
  return traffic?.operationP95Ms ?? traffic?.p95Ms ?? burst?.p95Ms;
}
