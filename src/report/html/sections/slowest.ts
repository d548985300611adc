import { formatDuration } from '../../../base/duration.ts';
import { counted } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import { requestShares } from '../../../view/request-shares.ts';
import type { RunView } from '../../../view/run-view.ts';
import type { SlowRequest } from '../../../view/slowest-requests.ts';
import { type Stretch, stackedBar } from '../../drawing/bars.ts';
import { legend, type Swatch } from '../../drawing/chart-figure.ts';
import { dataTable, folded, type Html, html, type Part, traceLink } from '../../drawing/markup.ts';
import { msOrDash } from '../../words/numbers.ts';

/** So many are shown; the others are folded away. */
const SHOWN = 12;

const SHARES = [
  ['outsideMs', 'network and queues', 'part-network'],
  ['appMs', 'server code', 'part-app'],
  ['dbMs', 'database', 'part-db'],
  ['cryptoMs', 'encryption', 'part-crypto'],
] as const;

const UNSAID = { name: 'unknown', color: 'part-idle', shape: 'block' } as const;
const SWATCHES: readonly Swatch[] = [
  ...SHARES.map(([, name, color]) => ({ name, color, shape: 'block' as const })),
  UNSAID,
];

/** The slowest requests of each operation, with ids to find them on the target; undefined if none was kept. */
export function exemplarsSection({ slowest }: RunView): Html | undefined {
  if (slowest.length === 0) return undefined;
  const scaleMs = slowest[0]?.latencyMs ?? 1;
  const rest = slowest.slice(SHOWN);
  const columns = columnsOf(scaleMs);
  return html`<section id="slowest"><h2>Slowest requests</h2>
<p>Requests that a round slowed down explain nothing about the scenario, so they are not among these. Each was sent
with its trace id (<code>traceparent</code>): search a target that keeps traces for it. Where the time went comes from the target's Server-Timing header.</p>
${legend(SWATCHES)}
${dataTable('The slowest requests outside rounds, ms', columns, slowest.slice(0, SHOWN))}
${
  rest.length > 0 &&
  folded(
    `${counted(rest.length, 'more request')}: the slowest of each operation`,
    dataTable('The slowest requests of each operation, ms', columns, rest),
  )
}
</section>`;
}

/** @param scaleMs what the full width of a bar stands for */
function columnsOf(scaleMs: number): Column<SlowRequest, Part>[] {
  return [
    ['operation', ({ operationId }) => operationId],
    ['took', ({ latencyMs }) => msOrDash(latencyMs), 'number'],
    ['where', (exemplar) => where(exemplar, scaleMs)],
    ['when', ({ atMs }) => formatDuration(atMs)],
    ['status', ({ status }) => (status === 0 ? 'none' : String(status)), 'number'],
    ['trace id', ({ traceId, href }) => traceLink(traceId, href)],
  ];
}

function where(exemplar: SlowRequest, scaleMs: number): Part {
  const shares = requestShares(exemplar);
  const stretches: Stretch[] =
    shares === undefined
      ? [{ ...UNSAID, ms: exemplar.latencyMs }]
      : SHARES.map(([key, name, color]) => ({ name, color, ms: shares[key] })).filter(({ ms }) => ms > 0);
  return stackedBar(stretches, scaleMs);
}
