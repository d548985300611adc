import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Html, html, type Part, ready } from './markup.ts';
import { CHART_SIZES, type ChartSize, drawTimeChart, type TimeChart, type TimeLine } from './time-chart.ts';

/** One entry of a legend: a colour and its meaning. */
export interface Swatch {
  readonly name: string;
  /** Name of a CSS variable of the page. */
  readonly color: string;
  readonly shape?: 'line' | 'block' | 'dash';
}

export interface FigureOptions {
  readonly title: string;
  readonly swatches: readonly Swatch[];
  /** Goes below the picture. */
  readonly below?: Part;
  readonly sizes?: readonly ChartSize[];
}

/** A chart over time with its title and legend. It has one picture for each size of screen. */
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

/** The colours of all pictures and of the page, light and dark, as CSS variables of the root element. */
export const COLORS_CSS = readFileSync(join(import.meta.dirname, 'colors.css'), 'utf8').trim();

/** Height of the title and the legend of a picture that is a file, in px. */
const HEAD = 52;

/** A chart over time as an SVG file, with its title and legend. It opens anywhere, without the page around it. */
export function standalone(chart: TimeChart, size: ChartSize): string {
  const { width, height } = size;
  const colors = COLORS_CSS.replaceAll(':root', '.desk-studio-chart');
  const picture = html`<svg xmlns="http://www.w3.org/2000/svg" class="desk-studio-chart" viewBox="0 0 ${width} ${height + HEAD}" width="${width}" height="${height + HEAD}" font-family="system-ui, sans-serif">
<style>${ready(colors)}</style>
<rect width="${width}" height="${height + HEAD}" fill="var(--paper)"/>
<text x="12" y="22" font-size="14" font-weight="600" fill="var(--ink)">${chart.label}</text>
${legendEntries(chart.lines)}
<svg y="${HEAD}" width="${width}" height="${height}">${drawTimeChart(chart, size)}</svg>
</svg>`;
  return picture.html;
}

/** Below the title, one after the other; 7 px are about the width of a character. */
function legendEntries(lines: readonly TimeLine[]): Html[] {
  let x = 12;
  return lines.map(({ name, color, kind = 'line' }) => {
    const at = x;
    x += 34 + name.length * 7;
    const thickness = kind === 'line' ? 3 : 9;
    return html`<rect x="${at}" y="${40 - thickness / 2}" width="14" height="${thickness}" fill="var(--${color})"/><text x="${at + 20}" y="44" font-size="12" fill="var(--muted)">${name}</text>`;
  });
}
