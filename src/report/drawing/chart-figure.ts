import { type Html, html, type Part } from './markup.ts';
import { CHART_SIZES, type ChartSize, drawTimeChart, type TimeChart } from './time-chart.ts';

/** One entry of a legend: a colour of the page and its meaning. */
export interface Swatch {
  readonly name: string;
  /** Name of a CSS variable of the page. */
  readonly color: string;
  readonly shape?: 'line' | 'block' | 'dash';
}

export interface FigureOptions {
  readonly title: string;
  readonly swatches: readonly Swatch[];
  /** What stands below the picture. */
  readonly below?: Part;
  readonly sizes?: readonly ChartSize[];
}

/** A chart over time with its title and legend, in a picture for each size of screen. */
export function chartFigure(chart: TimeChart, options: FigureOptions): Html {
  const { title, swatches, below, sizes = CHART_SIZES } = options;
  return html`<figure class="chart" data-chart="${chart.id}" data-max-ms="${Math.round(chart.maxMs)}">
<figcaption><h3>${title}</h3>${legend(swatches)}</figcaption>
<div class="plot">${sizes.map((size) => drawTimeChart(chart, size))}</div>
${below}</figure>`;
}

/** What the colours mean. */
export function legend(swatches: readonly Swatch[]): Html {
  return html`<ul class="legend">${swatches.map(
    ({ name, color, shape = 'line' }) =>
      html`<li><i class="${shape}" style="--c:var(--${color})"></i>${name}</li>`,
  )}</ul>`;
}
