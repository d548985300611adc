import { peakVus, vusAt } from '../../traffic/plan/stages.ts';
import { type Look, merged, type Span, span } from './styled-line.ts';
import type { LiveRound, LiveState } from './watch.ts';

/**
 * Draws what was measured so far in `width` columns, and what is planned for users and rounds. The graphs share one axis:
 * the run's planned length.
 */
export function liveGraphs(state: LiveState, width: number) {
  const cells = state.history(width);
  const { stages, durationMs, limits, judged } = state;
  const isOver = (value: number, limit: number) => !judged.isSearch && value >= limit;
  const planned = cells.map((_, index) => vusAt(stages, ((index + 0.5) / width) * durationMs));
  const peak = Math.max(1, peakVus(stages), ...cells.map((cell) => cell?.vus ?? 0));
  const rates = cells.map((cell) => cell?.requestsPerSecond);
  const p95s = cells.map((cell) => cell?.p95Ms);
  const failed = cells.map((cell) => cell?.failedShare);
  return {
    users: sparkline(
      cells.map((cell, index) => cell?.vus ?? planned[index]),
      peak,
      (_, index) => (cells[index] === undefined ? 'dim' : 'calm'),
    ),
    requests: sparkline(rates, highest(rates), () => 'calm'),
    p95: sparkline(p95s, highest(p95s), (ms) => (isOver(ms, limits.p95Ms) ? 'bad' : 'accent')),
    errors: sparkline(failed, Math.max(highest(failed), limits.errorRate), (share) =>
      isOver(share, limits.errorRate) ? 'bad' : 'warn',
    ),
    rounds: roundMarks(state, width),
  };
}

function highest(values: readonly (number | undefined)[]): number {
  return Math.max(Number.MIN_VALUE, ...values.map((value) => value ?? 0));
}

const MARKS = {
  'to come': span('·', 'dim'),
  held: span('•', 'good'),
  broken: span('×', 'bad'),
  now: span('▲', 'accent'),
} as const;
const BY_WEIGHT = ['now', 'broken', 'held', 'to come'] as const;

/** A mark for each round at its moment. Where several share a cell, the most important one shows. */
function roundMarks({ rounds, measuring, durationMs }: LiveState, width: number): Span[] {
  const isNow = ({ journey, number }: LiveRound) =>
    journey === measuring?.journey && number === measuring.number;
  return merged(
    Array.from({ length: width }, (_, index) => {
      const kinds = rounds
        .filter(({ atMs }) => Math.min(width - 1, Math.floor((atMs / durationMs) * width)) === index)
        .map((round) => (isNow(round) ? 'now' : round.status));
      const kind = BY_WEIGHT.find((each) => kinds.includes(each));
      return kind === undefined ? span(' ') : MARKS[kind];
    }),
  );
}

/** Without the full block, so that the graphs of neighbouring lines stay apart. */
const BLOCKS = '▁▂▃▄▅▆▇';
const NOTHING = '·';

/**
 * A row of small bars, one for each value; the highest stands for `top` and above. A missing value is a gap. Zero is a
 * dot, so that a small value differs from none.
 */
function sparkline(
  values: readonly (number | undefined)[],
  top: number,
  lookOf: (value: number, index: number) => Look,
): Span[] {
  return merged(
    values.map((value, index) => {
      if (value === undefined) return span(' ');
      if (value <= 0) return span(NOTHING, 'dim');
      const level = Math.ceil((Math.min(value, top) / top) * BLOCKS.length) - 1;
      return span(BLOCKS[Math.max(0, level)] ?? ' ', lookOf(value, index));
    }),
  );
}

/** A bar of this width, filled up to a share of 1. */
export function bar(share: number, width: number): Span[] {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * width);
  return [span('━'.repeat(filled), 'accent'), span('─'.repeat(width - filled), 'dim')];
}
