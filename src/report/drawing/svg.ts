import { LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts/types/dist/shared';
import { type Html, html, ready } from './markup.ts';

echarts.use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer]);

export interface Picture {
  /** Unique in the page: the ids within the picture begin with it. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Says what the picture shows, for people who cannot see it. */
  readonly label: string;
  readonly className?: string;
  /** Left, right, top and bottom of the plot in the picture's units; the page's pointer needs them. */
  readonly plot?: readonly [number, number, number, number];
}

/**
 * Draws a chart as SVG. It is the only set-up of the chart library. Colours are the CSS variables of `colors.css`, so
 * one picture serves light, dark and paper. The same chart is the same text, however many were drawn before.
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
 * Removes what the chart library adds for its own interaction, which makes a picture half as large.
 *
 * @param idPrefix begins the ids within the picture, so that the text does not depend on the charts drawn before
 */
function stillSvg(drawn: string, idPrefix: string): string {
  return drawn
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replaceAll(
      / (?:class="zr[^"]*"|ecmeta_[a-z_]+="[^"]*"|pointer-events="visible"|xml:space="preserve")/g,
      '',
    )
    .replaceAll(/zr\d+-/g, `${idPrefix}-`)
    .trim();
}
