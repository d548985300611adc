import { formatMs } from '../base/format.ts';
import type { StepParts } from '../measure/page/step-parts.ts';

/** Below this share of the step a part is left out: it explains nothing. */
const WORTH_TELLING = 0.02;

/** Where a step's time went, in a line: `network 6 ms, server 31 ms (db 24, crypto 5), script 12 ms`. */
export function partsText(parts: StepParts): string {
  const { serverAppMs, serverDbMs, serverCryptoMs } = parts;
  const serverMs = serverAppMs + serverDbMs + serverCryptoMs;
  const all: readonly (readonly [name: string, ms: number])[] = [
    ['input delay', parts.inputDelayMs],
    ['queueing', parts.queueingMs],
    ['network', parts.networkMs],
    ['server', serverMs],
    ['script', parts.scriptMs],
    ['paint', parts.paintMs],
    ['idle', parts.idleMs],
  ];
  const wholeMs = all.reduce((sum, [, ms]) => sum + ms, 0);
  const within = named([
    ['db', serverDbMs],
    ['crypto', serverCryptoMs],
  ]);
  return all
    .filter(([, ms]) => ms >= wholeMs * WORTH_TELLING && ms > 0)
    .map(([name, ms]) => {
      const inside = name === 'server' && within !== '' ? ` (${within})` : '';
      return `${name} ${formatMs(ms)} ms${inside}`;
    })
    .join(', ');
}

function named(parts: readonly (readonly [name: string, ms: number])[]): string {
  return parts
    .filter(([, ms]) => ms > 0)
    .map(([name, ms]) => `${name} ${formatMs(ms)}`)
    .join(', ');
}
