import type { PreparationCounts, Slice, SocketSlice } from '../measure/slice.ts';
import type { SocketRecord, TrafficRecord } from '../record/run-record.ts';

/** What the slices say of sockets and of preparation; what there was none of is left out. */
export function besidesRecord(slices: readonly Slice[]): Pick<TrafficRecord, 'sockets' | 'preparation'> {
  const sockets = slices.flatMap((slice) => slice.sockets ?? []);
  const preparations = slices.flatMap((slice) => slice.preparation ?? []);
  return {
    ...(sockets.length > 0 && { sockets: socketRecord(sockets) }),
    ...(preparations.length > 0 && { preparation: sumOf(preparations) }),
  };
}

/** Lines of the summary for what {@link besidesRecord} found. */
export function besidesLines({ sockets, preparation }: TrafficRecord): [name: string, values: string][] {
  const lines: [string, string][] = [];
  if (sockets !== undefined) {
    const { mostOpen, drops, reconnects, events } = sockets;
    const found = `${mostOpen} open, ${drops} dropped, ${reconnects} reconnected, ${events} events received`;
    lines.push(['sockets', found]);
  }
  if (preparation !== undefined)
    lines.push(['preparation', `${preparation.sent} sent, ${preparation.failed} failed (not measured)`]);
  return lines;
}

function socketRecord(slices: readonly SocketSlice[]): SocketRecord {
  const sum = (key: 'drops' | 'reconnects' | 'events') =>
    slices.reduce((total, slice) => total + slice[key], 0);
  return {
    mostOpen: Math.max(...slices.map(({ open }) => open)),
    drops: sum('drops'),
    reconnects: sum('reconnects'),
    events: sum('events'),
  };
}

function sumOf(counts: readonly PreparationCounts[]): PreparationCounts {
  return counts.reduce((a, b) => ({ sent: a.sent + b.sent, failed: a.failed + b.failed }));
}
