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
