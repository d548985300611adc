import { formatMs } from '../../base/format.ts';
import type { StepParts } from '../../measure/page/step-parts.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { STEP_PARTS } from '../words/steps.ts';
import type { Swatch } from './chart-figure.ts';
import { type Html, html } from './markup.ts';

const WIDTH = 104;
const HEIGHT = 16;
/** Where the limit stands in a table: all bars of a column share it, so that it makes a line. */
const LIMIT_AT = 76;
/** Room for the dot at either end. */
const MARGIN = 4;

/**
 * A figure against its limit as a small bar: the dot is the figure, the thick line its 95 % interval, the upright line
 * the limit, the short one the SLA where that is tighter. An interval without an end is dashed.
 *
 * @param options.sla the limit of the SLA, in the verdict's unit
 * @param options.isAlone a bar that stands alone moves its limit so that everything fits; in a table what is past the
 *   end stays at it
 */
export function limitBar(verdict: Verdict, options: { sla?: number; isAlone?: boolean } = {}): Html {
  const { limit } = verdict;
  const { sla, isAlone = false } = options;
  const highest =
    verdict.kind === 'not offered' ? limit : (verdict.interval.upper ?? verdict.figure ?? limit);
  const limitAt = isAlone
    ? Math.min(LIMIT_AT, ((WIDTH - MARGIN) * limit) / Math.max(highest, limit))
    : LIMIT_AT;
  const round = (value: number) => {
    const x = (value / Math.max(limit, Number.MIN_VALUE)) * limitAt;
    return Number(Math.min(WIDTH - MARGIN, Math.max(MARGIN, x)).toFixed(1));
  };
  const middle = HEIGHT / 2;
  return html`<svg class="bar ${verdict.kind.replace(' ', '-')}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true"><path class="track" d="M0 ${middle}H${WIDTH}"/><path class="limit" d="M${Number(limitAt.toFixed(1))} 1V${HEIGHT - 1}"/>${
    sla !== undefined && html`<path class="sla" d="M${round(sla)} 4V${HEIGHT - 4}"/>`
  }${intervalLine(verdict, round, middle)}</svg>`;
}

function intervalLine(verdict: Verdict, x: (value: number) => number, middle: number): Html | undefined {
  if (verdict.kind === 'not offered' || verdict.figure === undefined) return undefined;
  const { figure } = verdict;
  const { lower, upper } = verdict.interval;
  const line = (from: number, to: number, isOpen: boolean) =>
    html`<path class="${isOpen ? 'interval open' : 'interval'}" d="M${from} ${middle}H${to}"/>`;
  return html`${line(lower === undefined ? MARGIN : x(lower), x(figure), lower === undefined)}${line(
    x(figure),
    upper === undefined ? WIDTH - MARGIN : x(upper),
    upper === undefined,
  )}<circle cx="${x(figure)}" cy="${middle}" r="3.4"/>`;
}

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
