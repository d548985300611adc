import { formatMs } from '../../base/format.ts';
import type { StepParts } from '../../measure/page/step-parts.ts';
import type { Swatch } from './chart-figure.ts';
import { type Html, html } from './markup.ts';

/** The parts of a step in the order of a bar: the page, the way, the server, the page again. */
export const STEP_PARTS: readonly { key: keyof StepParts; name: string; color: string }[] = [
  { key: 'inputDelayMs', name: 'input delay', color: 'part-input' },
  { key: 'queueingMs', name: 'queueing', color: 'part-queue' },
  { key: 'networkMs', name: 'network', color: 'part-network' },
  { key: 'serverAppMs', name: 'server code', color: 'part-app' },
  { key: 'serverDbMs', name: 'database', color: 'part-db' },
  { key: 'serverCryptoMs', name: 'encryption', color: 'part-crypto' },
  { key: 'scriptMs', name: 'script', color: 'part-script' },
  { key: 'paintMs', name: 'paint', color: 'part-paint' },
  { key: 'idleMs', name: 'own timers', color: 'part-idle' },
];

/** The legend of such bars. */
export const STEP_SWATCHES: readonly Swatch[] = STEP_PARTS.map(({ name, color }) => ({
  name,
  color,
  shape: 'block',
}));

/** One stretch of a bar. */
export interface Stretch {
  readonly name: string;
  readonly color: string;
  readonly ms: number;
}

/** A step as stretches: its parts where they are known, otherwise itself in one piece. */
export function stretchesOf(medianMs: number, parts: StepParts | undefined): Stretch[] {
  if (parts === undefined) return [{ name: 'as felt in the page', color: 'part-whole', ms: medianMs }];
  return STEP_PARTS.map(({ key, name, color }) => ({ name, color, ms: parts[key] })).filter(
    ({ ms }) => ms > 0,
  );
}

/** A stacked bar; its words are for those who cannot see it. `scaleMs` is what the full width stands for. */
export function stackedBar(stretches: readonly Stretch[], scaleMs: number): Html {
  const words = stretches.map(({ name, ms }) => `${name} ${formatMs(ms)} ms`).join(', ');
  return html`<span class="stack" role="img" aria-label="${words}" title="${words}">${stretches.map(
    ({ color, ms }) =>
      html`<i style="width:${Number(((ms / Math.max(scaleMs, Number.MIN_VALUE)) * 100).toFixed(2))}%;background:var(--${color})"></i>`,
  )}</span>`;
}
