import { counted } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';

const LEAST_DROPS = 3;

/** WebSockets that the target closed while users still wanted them, outside of outages. */
export function socketsDropped({ slices, outages }: DiagnosisInput): Pattern[] {
  const dropping = slices.filter(
    ({ sockets, fromMs, toMs }) =>
      (sockets?.drops ?? 0) > 0 &&
      !outages.some(
        (outage) => outage.fromMs < toMs && (outage.toMs ?? Number.POSITIVE_INFINITY) + 5_000 > fromMs,
      ),
  );
  const [first, last] = [dropping[0], dropping.at(-1)];
  const drops = sum(dropping.map(({ sockets }) => sockets?.drops ?? 0));
  const open = Math.max(0, ...slices.map(({ sockets }) => sockets?.open ?? 0));
  if (first === undefined || last === undefined || drops < LEAST_DROPS) return [];
  const reconnects = sum(slices.map(({ sockets }) => sockets?.reconnects ?? 0));
  const endMs = slices.at(-1)?.toMs ?? last.toMs;
  return [
    {
      kind: 'sockets dropped',
      evidence: [
        `The target closed ${counted(drops, 'WebSocket')} that users still had open (${open} at once at most); ${counted(reconnects, 'was', 'were')} opened again.`,
      ],
      figures: [
        { name: 'drops', value: drops, unit: '' },
        { name: 'drops per minute', value: drops / (endMs / 60_000), unit: '/min' },
        { name: 'reconnects', value: reconnects, unit: '' },
      ],
      likelyCause:
        drops > open
          ? 'a proxy that closes connections after a while, or an instance that restarts'
          : 'an instance that was restarted or scaled in',
      confidence: drops >= 6 ? 'high' : 'medium',
      nextCommand: 'the idle time-outs of proxy and gateway; kubectl get pods (restarts)',
      fromMs: first.fromMs,
      toMs: last.toMs,
    },
  ];
}
