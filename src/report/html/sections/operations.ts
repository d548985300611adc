import { counted } from '../../../base/format.ts';
import type { OperationRecord, TrafficRecord } from '../../../record/run-record.ts';
import { isSocketMeasure } from '../../../target/socket-measures.ts';
import { measuredId } from '../../../verdict/subject.ts';
import type { RunView } from '../../../view/run-view.ts';
import { type Html, html } from '../../drawing/markup.ts';
import { failedBy } from '../../words/failures.ts';
import { latencyTime } from '../../words/in-rounds.ts';
import { boundNote, type LatencyRow, latencyTable, notOfferedNote } from './latency-rows.ts';

/** Every operation of the traffic against its baseline and SLA, the nearest to its limit first. */
export function operationsSection(view: RunView, traffic: TrafficRecord): Html {
  const requests = traffic.operations.filter(({ operation }) => !isSocketMeasure(operation));
  return html`<section id="operations"><h2>Operations</h2>
<p>The worst first: limits that did not hold, then operations with failures, then by how close each is to its limit. Where only
some limits of a row could be decided, its verdict names them; where none of its latency limits could, it has no verdict. In the bars the dot is the figure, the thick line its
95 % interval (dashed where more samples would be needed), the long upright line the baseline's limit, the short one the SLA if that is
stricter. Click an operation for its percentile curve. Latencies are those of successful requests, in milliseconds.${boundNote(view)}${view.overload !== undefined && ` Percentiles are of ${latencyTime(traffic)}, overload included; verdicts, bars and their figures of its normal load.`}</p>
${latencyTable('Operations against baseline and SLA', rowsOf(requests, view))}
${notOfferedNote(view)}
</section>`;
}

/** What was measured on sockets, and how they held; nothing when the traffic had none. */
export function socketsSection(view: RunView, { sockets, operations }: TrafficRecord): Html | undefined {
  if (sockets === undefined) return undefined;
  const measured = operations.filter(({ operation }) => isSocketMeasure(operation));
  const rows = rowsOf(measured, view);
  const { mostOpen, drops, reconnects, events } = sockets;
  return html`<section id="sockets"><h2>Sockets</h2>
<p>At most ${counted(mostOpen, 'socket')} open at once; ${counted(drops, 'drop')}, ${counted(reconnects, 'reconnect')},
${counted(events, 'event')} received. A fan-out is the time from one user's request to the event on another user's socket.</p>
${rows.length > 0 && latencyTable('What was measured on sockets', rows)}
</section>`;
}

function rowsOf(operations: readonly OperationRecord[], { trafficVerdicts, curves }: RunView): LatencyRow[] {
  return operations.map((operation) => ({
    id: operation.operation,
    samples: operation.sent - operation.unfinished,
    failed: operation.failed,
    failedBy: failedBy(operation),
    latency: operation.latency,
    verdicts: trafficVerdicts.filter(({ subject }) => measuredId(subject) === operation.operation),
    hasCurve: (curves.get(operation.operation)?.length ?? 0) > 2,
  }));
}
