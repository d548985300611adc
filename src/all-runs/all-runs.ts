import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../base/attempt.ts';
import { formatDuration } from '../base/duration.ts';
import { counted, formatCount, formatMs, listed } from '../base/format.ts';
import type { Column } from '../base/text-table.ts';
import { writeInOneStep } from '../base/write-in-one-step.ts';
import { dataTable, type Html, html, type Part } from '../report/drawing/markup.ts';
import { drawSvg } from '../report/drawing/svg.ts';
import { htmlPage } from '../report/html/frame.ts';
import { DASH, msOrDash, percent } from '../report/words/numbers.ts';
import { type AllRuns, type Glance, readAllRuns } from './glance.ts';

/** The name of the page in the folder of reports. */
export const ALL_RUNS = 'index.html';
const TITLE = 'All runs of the Desk Studio performance suite';

/** Fewer points than this do not show a trend. */
const FEWEST_POINTS = 3;
const SIZE = { width: 1040, height: 150 };
const GRID = { left: 52, right: 12, top: 14, bottom: 10 };
const CLASSES = {
  pass: 'pass',
  segment: 'inconclusive',
  fail: 'fail',
  invalid: 'inconclusive',
  'nothing decided': 'inconclusive',
  'could not run': 'inconclusive',
} as const;
const OUTCOMES = ['pass', 'fail', 'invalid', 'nothing decided', 'segment', 'could not run'] as const;

/**
 * Writes the page of all runs into the folder of reports. A page that cannot be written costs one line, and one that the
 * suite did not make stays.
 */
export function writeAllRuns(reportsFolder: string, say: (line: string) => void): void {
  const path = join(reportsFolder, ALL_RUNS);
  attempt(
    () => {
      if (existsSync(path) && !readFileSync(path, 'utf8').includes(`<title>${TITLE}</title>`))
        say(`${path} is not the suite's: the page of all runs was not written`);
      else writeInOneStep(path, allRunsPage(readAllRuns(reportsFolder)));
    },
    (why) => say(`${path} could not be written: ${why}`),
  );
}

/**
 * All runs of a folder of reports on one page, each kind (scenario, environment, target) with its trend. A static file that
 * needs nothing but the reports next to it.
 */
export function allRunsPage({ glances, unreadable, unfinished, older }: AllRuns): string {
  const kinds = Map.groupBy(glances, kindOf);
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = glances.filter((each) => each.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  const header = html`<header>
<h1>All runs</h1>
<p class="why">${counted(glances.length, 'run')}${counts.length > 0 && `: ${listed(counts)}`}.</p>
${older > 0 && html`<p class="load">${counted(older, 'older run')} not shown.</p>`}
</header>`;
  const content = html`${[...kinds].map(([kind, runs], index) => kindSection(kind, runs, index))}
${unfinished.length > 0 && unfinishedSection(unfinished)}
${unreadable.length > 0 && unreadableSection(unreadable)}`;
  return htmlPage({
    title: TITLE,
    header,
    content,
    footer: "Rebuilt after each run, from the runs' summary.json.",
  });
}

function kindOf({ scenario, environment, target }: Glance): string {
  return `${scenario} on ${environment} (${target})`;
}

function kindSection(kind: string, runs: readonly Glance[], index: number): Html {
  return html`<section id="kind-${index}"><h2>${kind}</h2>
${trend(kind, runs, index)}
${dataTable(`Runs of ${kind}, the newest first`, COLUMNS, runs)}
</section>
`;
}

const COLUMNS: readonly Column<Glance, Part>[] = [
  ['began (UTC)', ({ startedAt }) => html`<time datetime="${startedAt}">${minuteOf(startedAt)}</time>`],
  [
    'verdict',
    ({ outcome, reason }) =>
      html`<span class="v ${CLASSES[outcome]}">${outcome}</span>${reason !== undefined && html` <span class="text">${reason}</span>`}`,
    'wraps',
  ],
  ['p95 ms', ({ p95Ms, isP95AtLeast }) => `${isP95AtLeast === true ? '≥ ' : ''}${msOrDash(p95Ms)}`, 'number'],
  ['limit', ({ p95LimitMs }) => (p95LimitMs === undefined ? DASH : formatMs(p95LimitMs)), 'number'],
  ['failed', ({ errorRate }) => (errorRate === undefined ? DASH : percent(errorRate)), 'number'],
  ['requests/s', ({ requestsPerSecond: rate }) => (rate === undefined ? DASH : formatCount(rate)), 'number'],
  [
    'planned load',
    ({ vus, plannedDurationMs }) =>
      vus === 0 ? DASH : `${formatCount(vus)} for ${formatDuration(plannedDurationMs)}`,
    'number',
  ],
  ['commit', ({ commit }) => commit ?? DASH],
  ['open', ({ pages }) => pages.map(({ name, href }) => html`<a href="${href}">${name}</a> `)],
];

/**
 * The p95 of the runs that can be trusted, from the oldest to the newest, with the limit of the last one. A lower bound is no point of
 * it: the line would fall where the p95 rose beyond what was measured.
 */
function trend(kind: string, runs: readonly Glance[], index: number): Html | undefined {
  const trusted = runs.filter(isTrusted);
  const points = trusted.filter(({ isP95AtLeast }) => isP95AtLeast !== true).reverse();
  const last = points.at(-1);
  if (last === undefined || points.length < FEWEST_POINTS) return undefined;
  const values = points.map(({ p95Ms }) => p95Ms);
  const { p95LimitMs: limit } = last;
  const label = `p95 of ${points.length} runs, from ${formatMs(values[0] ?? 0)} to ${formatMs(last.p95Ms)} ms`;
  const text = { color: 'var(--muted)', fontSize: 12 };
  // A limit that is far off would press the line flat.
  const hasLimit = limit !== undefined && limit < 3 * Math.max(...values);
  const picture = drawSvg(
    {
      grid: GRID,
      xAxis: { type: 'category', data: points.map(({ runId }) => runId), show: false, boundaryGap: false },
      yAxis: {
        type: 'value',
        min: 0,
        splitNumber: 2,
        axisLabel: text,
        splitLine: { lineStyle: { color: 'var(--rule)' } },
      },
      series: [
        {
          type: 'line',
          silent: true,
          symbol: 'circle',
          symbolSize: 5,
          data: values,
          lineStyle: { color: 'var(--p95)', width: 2 },
          itemStyle: { color: 'var(--p95)' },
          ...(hasLimit && {
            markLine: {
              silent: true,
              symbol: 'none',
              label: { show: false },
              lineStyle: { color: 'var(--limit)', type: 'dashed' },
              data: [{ yAxis: limit }],
            },
          }),
        },
      ],
    },
    { ...SIZE, id: `trend-${index}`, label: `${kind}: ${label}` },
  );
  const below =
    limit === undefined
      ? ''
      : `; the limit of ${formatMs(limit)} ms is ${hasLimit ? 'dashed' : 'far above the picture'}`;
  const bounds = trusted.length - points.length;
  const without =
    bounds === 0 ? '' : `; without ${counted(bounds, 'run')} of which only a lower bound of the p95 is known`;
  return html`<figure class="trend">${picture}<p class="note">${label}${below}${without}.</p></figure>`;
}

function isTrusted(run: Glance): run is Glance & { readonly p95Ms: number } {
  return run.p95Ms !== undefined && (run.outcome === 'pass' || run.outcome === 'fail');
}

function unfinishedSection(runIds: readonly string[]): Html {
  return html`<section id="unfinished"><h2>Without a summary</h2>
<p>These are still at work, or their main process was killed: <code>npm run report -- &lt;run id&gt;</code> finishes such a run.</p>
${idList(runIds)}
</section>`;
}

function unreadableSection(runIds: readonly string[]): Html {
  return html`<section id="unreadable"><h2>With a summary that cannot be read</h2>
<p>The <code>summary.json</code> of these is damaged, or of a version that this suite does not know.</p>
${idList(runIds)}
</section>`;
}

function idList(runIds: readonly string[]): Html {
  return html`<ul>${runIds.map((runId) => html`<li><code>${runId}</code></li>`)}</ul>`;
}

/** The minute of an ISO time, which stays in one line: `2026-11-28 11:45`, UTC. */
function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', '\u00a0').replaceAll('-', '\u2011');
}
