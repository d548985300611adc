/**
 * The parts of a report page that a person can read in a diff, by name: `header`, each section by its id, and `data`, what
 * the page's script knows. Style and script are files of their own. The inside of a picture is left out: what it shows
 * is asserted by its lines, see {@link linesOf}.
 */
export function pageParts(page: string): Map<string, string> {
  const header = /<header[\s\S]*?<\/nav>/.exec(page)?.[0] ?? '';
  const main = /<main>([\s\S]*)<\/main>/.exec(page)?.[1] ?? '';
  const data = /<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '{}';
  const parts = new Map([['header', header]]);
  for (const text of main.split(/(?=<section id=)/).slice(1))
    parts.set(/<section id="([^"]+)"/.exec(text)?.[1] ?? '', text.trim());
  parts.set(
    'data',
    JSON.stringify(JSON.parse(data), undefined, 1).replaceAll(/\[\s+([^[\]{}]*?)\s+\]/g, oneLine),
  );
  return new Map([...parts].map(([name, text]) => [name, `${withoutPictures(text)}\n`]));
}

/** A list of numbers or names on one line: it is one thing to read. */
function oneLine(_: string, items: string): string {
  return `[${items.replaceAll(/,\s+/g, ', ')}]`;
}

function withoutPictures(text: string): string {
  return text.replaceAll(/(<svg[^>]*>)[\s\S]*?<\/svg>/g, '$1…</svg>');
}

/** A line of a picture: its colour, the number of its points, and whether it is filled below. */
export interface DrawnLine {
  readonly color: string;
  readonly points: number;
}

/** The lines that a chart of a page has in its picture for a desk screen, without axes and marks. */
export function linesOf(page: string, chart: string): DrawnLine[] {
  const figure = page.slice(page.indexOf(`data-chart="${chart}"`));
  const picture = /<svg class="(?:wide|small)"[\s\S]*?<\/svg>/.exec(figure)?.[0] ?? '';
  const paths = picture.matchAll(/<path d="(M[^"Z]*)" fill="none" stroke="var\(--([a-z0-9-]+)\)"[^>]*>/g);
  return [...paths]
    .filter(([, , color = '']) => !['rule', 'axis', 'limit'].includes(color))
    .map(([, d = '', color = '']) => ({ color, points: d.split('L').length }));
}
