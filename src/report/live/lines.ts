import { DASH } from '../words/numbers.ts';
import { bar, liveGraphs } from './graphs.ts';
import { paintLine, type Span, span, widthOf } from './styled-line.ts';
import { liveWarnings } from './warnings.ts';
import type { LiveState } from './watch.ts';
import { browserText, clockText, errorSpans, OF_A_WINDOW, p95Spans, stageText, timeText } from './words.ts';

/** What the display has to fit into. */
export interface LiveRoom {
  readonly columns: number;
  /** Lines that may be used at most. */
  readonly rows: number;
  readonly colours: boolean;
}

/** A full display has a blank line, the heading, another one, six rows, and what is left for warnings. */
const FULL_ROWS = 9;
const FULL_COLUMNS = 72;
const SHORT_ROWS = 5;
const SHORT_COLUMNS = 40;
const LABEL_COLUMNS = 11;
/** `312 ms now, 287 ms over all, limit 500 ms` and the gap before it. */
const TEXT_COLUMNS = 47;
const MOST_GRAPH_COLUMNS = 60;

/**
 * The live display as lines, none wider than the room and no more of them than it has: graphs next to the figures where
 * there is room for them, the figures alone in a narrow terminal, one line in a tiny one.
 */
export function liveLines(state: LiveState, room: LiveRoom): string[] {
  // The last column stays free: a character in it makes some terminals wrap.
  const columns = Math.max(1, room.columns - 1);
  const lines = spansFor(state, columns, room.rows);
  return lines.slice(0, Math.max(1, room.rows)).map((spans) => paintLine(spans, columns, room.colours));
}

function spansFor(state: LiveState, columns: number, rows: number): Span[][] {
  // Nothing to draw yet: signing in a hundred users takes a while, and says how far it is.
  if (state.elapsedMs === undefined) {
    const isWide = columns >= SHORT_COLUMNS && rows >= SHORT_ROWS;
    return [...(isWide ? [[]] : []), heading(state, columns)];
  }
  if (columns >= FULL_COLUMNS && rows >= FULL_ROWS)
    return [...full(state, columns), ...warningLines(state, rows - FULL_ROWS, '  ')];
  if (columns >= SHORT_COLUMNS && rows >= SHORT_ROWS)
    return [...short(state, columns), ...warningLines(state, rows - SHORT_ROWS, '')];
  return [oneLine(state)];
}

function full(state: LiveState, columns: number): Span[][] {
  const { progress } = state;
  const { latencies, errors, isSearch } = state.judged;
  const words = Math.max(latencies.length, errors.length) + (isSearch ? OF_A_WINDOW.length : 0);
  const longer = words - 'over all'.length;
  const width = Math.min(MOST_GRAPH_COLUMNS, columns - LABEL_COLUMNS - TEXT_COLUMNS - longer);
  const graphs = liveGraphs(state, width);
  const row = (label: string, graph: readonly Span[], ...text: Span[]) => [
    span(`  ${label}`.padEnd(LABEL_COLUMNS), 'dim'),
    ...graph,
    span(' '.repeat(width - widthOf(graph) + 2)),
    ...text,
  ];
  return [
    [],
    heading(state, columns),
    [],
    row('time', bar((state.elapsedMs ?? 0) / state.durationMs, width), span(timeText(state))),
    row(
      'users',
      graphs.users,
      span(String(progress?.vus ?? 0), 'bold'),
      span(` of at most ${state.mostUsers}`, 'dim'),
    ),
    row('requests', graphs.requests, ...requestSpans(state)),
    row('p95', graphs.p95, ...p95Spans(state)),
    row('errors', graphs.errors, ...errorSpans(state)),
    ...(state.rounds.length === 0 ? [] : [row('browser', graphs.rounds, span(browserText(state)))]),
  ];
}

/** What runs on the left, its stage on the right; the stage alone where they do not fit. */
function heading(state: LiveState, columns: number): Span[] {
  const what = [span(`  ${state.scenario}`, 'bold'), span(` on ${state.environment}, ${state.target}`)];
  const stage = span(stageText(state), 'accent');
  const gap = columns - widthOf([...what, stage]);
  return gap > 1 ? [...what, span(' '.repeat(gap)), stage] : [stage];
}

function short(state: LiveState, columns: number): Span[][] {
  return [
    [span(state.scenario, 'bold'), span(`  ${timeText(state)}`)],
    bar((state.elapsedMs ?? 0) / state.durationMs, columns),
    [span(`${state.progress?.vus ?? 0} users  `), ...requestSpans(state)],
    [span('p95 ', 'dim'), ...p95Spans(state)],
    [span('errors ', 'dim'), ...errorSpans(state)],
  ];
}

function oneLine({ elapsedMs = 0, durationMs, progress }: LiveState): Span[] {
  const { vus = 0, requestsPerSecond = 0, recentP95Ms, failedShare = 0 } = progress ?? {};
  const p95 = recentP95Ms == null ? DASH : `${Math.round(recentP95Ms)} ms`;
  return [
    span(`${clockText(Math.min(elapsedMs, durationMs))}/${clockText(durationMs)}`, 'bold'),
    span(`  p95 ${p95}  ${(failedShare * 100).toFixed(2)} % errors  ${vus} VUs  ${requestsPerSecond}/s`),
  ];
}

function requestSpans({ progress, arrivalsPerSecond }: LiveState): Span[] {
  const { requestsPerSecond = 0, requests = 0 } = progress ?? {};
  const of = arrivalsPerSecond === undefined ? '' : ` of at most ${arrivalsPerSecond}/s`;
  return [
    span(`${requestsPerSecond.toLocaleString('en-US')}/s`, 'bold'),
    span(`${of}, ${requests.toLocaleString('en-US')} so far`, 'dim'),
  ];
}

/** As many warnings as there is room for; the last line counts those that had none. */
function warningLines(state: LiveState, rows: number, indent: string): Span[][] {
  const warnings = liveWarnings(state);
  if (rows <= 0) return [];
  const shown = warnings.length <= rows ? warnings : warnings.slice(0, rows - 1);
  const lines = shown.map(({ text, look }) => [span(`${indent}! ${text}`, look)]);
  const hidden = warnings.length - shown.length;
  return hidden === 0 ? lines : [...lines, [span(`${indent}! and ${hidden} more`, 'warn')]];
}

/** The heading of the list and the blank lines around it. */
const AROUND_THE_LIST = 4;

/**
 * How many rows of the terminal the live display may take. The list reporter moves up to the rows of running tests. It
 * believes the height in PLAYWRIGHT_FORCE_TTY (`<columns>x<rows>`) where that is set, else the real one. If the display
 * pushed those rows off the screen, the list would overwrite others.
 *
 * @param rows of the terminal
 * @param tests that the list has a row for
 * @param forced value of PLAYWRIGHT_FORCE_TTY
 */
export function rowsForDisplay(rows: number, tests: number, forced: string | undefined): number {
  const counted = Number(/^\d+x(\d+)$/.exec(forced ?? '')?.[1] ?? rows);
  return Math.max(1, rows - Math.min(counted, tests + AROUND_THE_LIST) - 1);
}
