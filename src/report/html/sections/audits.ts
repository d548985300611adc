import { formatMs } from '../../../base/format.ts';
import type { AuditRecord } from '../../../lighthouse/audit-record.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { verdictsOf } from '../../../verdict/verdict.ts';
import { gravest } from '../../../view/judged-limits.ts';
import { dataTable, type Html, html } from '../../drawing/markup.ts';
import { auditColumns } from '../../words/audits.ts';
import { verdictMark } from './latency-rows.ts';

/** The pages that Lighthouse audited: the figures of the judged run, and the range of all runs. */
export function auditsSection({ audits = [], verdicts }: RunRecord): Html | undefined {
  const [first] = audits;
  if (first === undefined) return undefined;
  const worst = (audit: AuditRecord) => gravest(verdictsOf(verdicts, { kind: 'audit', ...audit }));
  return html`<section id="audits"><h2>Lighthouse</h2>
<p>Lighthouse ${first.lighthouse} audited each page several times, as on a ${first.device}. The run in the middle is judged,
and its report is kept. Times are in milliseconds.</p>
${dataTable(
  'Audited pages',
  [
    ['page', ({ page }) => page],
    ['verdict', (audit) => verdictMark(worst(audit))],
    ...auditColumns(formatMs),
    ['judged run', ({ judged, runs }) => `${judged} of ${runs.length}`, 'number'],
    ['report in the run folder', ({ report }) => report],
  ],
  audits,
  { isBroken: (audit) => worst(audit)?.kind === 'fail' },
)}
</section>`;
}
