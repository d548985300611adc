import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { type Html, html, ready } from './markup.ts';

echarts.use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

export interface Picture {
  /** Unique in the page: ids within the picture are built from it. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What a person who cannot see it should know. */
  readonly label: string;
  readonly className?: string;
  /** Left, right, top and bottom of the plot in the picture's own units, for a pointer's position. */
  readonly plot?: readonly [number, number, number, number];
}

/**
 * Draws a chart as SVG within the page. Colours are the page's CSS variables, so that one picture serves light, dark
 * and paper; what the chart library adds for its own interaction is taken out, which also makes the text the same
 * however many charts were drawn before.
 */
export function drawSvg(option: EChartsOption, picture: Picture): Html {
  const { id, width, height, label, className = '', plot } = picture;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  const content = stillSvg(drawn, id)
    .replace(/^<svg[^>]*>\s*<rect[^>]*><\/rect>/, '')
    .replace(/<\/svg>$/, '')
    .trim();
  return html`<svg class="${className}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"${
    plot === undefined ? undefined : html` data-plot="${plot.join(' ')}"`
  }>${ready(content)}</svg>`;
}

/**
 * Takes out of a chart's SVG what the chart library adds for its own interaction: a picture needs none of it, and is half
 * as large without.
 * @param idPrefix what ids within the picture begin with, so that the text is the same however many charts were drawn
 * before
 */
export function stillSvg(drawn: string, idPrefix: string): string {
  return drawn
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replaceAll(
      / (?:class="zr[^"]*"|ecmeta_[a-z_]+="[^"]*"|pointer-events="visible"|xml:space="preserve")/g,
      '',
    )
    .replaceAll(/zr\d+-/g, `${idPrefix}-`)
    .trim();
}
