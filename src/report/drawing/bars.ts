import { formatMs } from '../../base/format.ts';
import type { StepParts } from '../../measure/page/step-parts.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { STEP_PARTS } from '../words/steps.ts';
import type { Swatch } from './chart-figure.ts';
import { type Html, html } from './markup.ts';

const WIDTH = 104;
const HEIGHT = 16;
/** Where the limit is in a table: the same place in all bars of a column, so that the limits form a line. */
const LIMIT_AT = 76;
/** Room for the dot at either end. */
const MARGIN = 4;

/**
 * A figure and its limit as a small bar: the dot is the figure, the thick line its 95 % interval, the long upright line
 * the limit, the short one the SLA if that is stricter. An interval without an end is dashed.
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

/** The legend of the bars of steps. */
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

/** A step as stretches: its parts if they are known, otherwise the whole step as one. */
export function stretchesOf(medianMs: number, parts: StepParts | undefined): Stretch[] {
  if (parts === undefined) return [{ name: 'as felt in the page', color: 'part-whole', ms: medianMs }];
  return STEP_PARTS.map(({ key, name, color }) => ({ name, color, ms: parts[key] })).filter(
    ({ ms }) => ms > 0,
  );
}

/** A stacked bar, with a label for people who cannot see it. The full width stands for `scaleMs`. */
export function stackedBar(stretches: readonly Stretch[], scaleMs: number): Html {
  const words = stretches.map(({ name, ms }) => `${name} ${formatMs(ms)} ms`).join(', ');
  return html`<span class="stack" role="img" aria-label="${words}" title="${words}">${stretches.map(
    ({ color, ms }) =>
      html`<i style="width:${Number(((ms / Math.max(scaleMs, Number.MIN_VALUE)) * 100).toFixed(2))}%;background:var(--${color})"></i>`,
  )}</span>`;
}
