import type { Progress } from '../../traffic/watch/progress.ts';

/** Enough for the widest graph. The number does not depend on the run's length, so memory does not grow. */
const CELLS = 240;

/** A stretch of the run with the worst values seen in it, so that no spike is averaged away. */
export interface HistoryCell {
  readonly vus: number;
  readonly requestsPerSecond: number;
  /** Left out when nothing was answered. */
  readonly p95Ms?: number;
  readonly failedShare: number;
}

/** What the display has seen of a traffic so far, over its planned length. */
export class LiveHistory {
  readonly #cells: (HistoryCell | undefined)[] = new Array(CELLS).fill(undefined);
  #next = 0;

  /** Adds the present values. Cells that were skipped since the last call get the same. */
  add(progress: Progress): void {
    const { elapsedMs, durationMs, vus, requestsPerSecond, recentFailedShare } = progress;
    const p95Ms = progress.recentP95Ms ?? undefined;
    const cell: HistoryCell = {
      vus,
      requestsPerSecond,
      ...(p95Ms !== undefined && { p95Ms }),
      failedShare: recentFailedShare ?? 0,
    };
    const at = Math.min(CELLS - 1, Math.floor((elapsedMs / durationMs) * CELLS));
    for (let index = Math.min(this.#next, at); index <= at; index++)
      this.#cells[index] = worst(this.#cells[index], cell);
    this.#next = at + 1;
  }

  /** The run in as many cells as the graph is wide. Future cells are undefined. */
  cells(width: number): (HistoryCell | undefined)[] {
    return Array.from({ length: width }, (_, index) => {
      const from = Math.floor((index * CELLS) / width);
      const to = Math.max(from + 1, Math.floor(((index + 1) * CELLS) / width));
      return this.#cells
        .slice(from, to)
        .reduce((all, cell) => (cell === undefined ? all : worst(all, cell)), undefined);
    });
  }
}

function worst(one: HistoryCell | undefined, other: HistoryCell): HistoryCell {
  if (one === undefined) return other;
  const p95s = [one.p95Ms, other.p95Ms].filter((ms) => ms !== undefined);
  return {
    vus: Math.max(one.vus, other.vus),
    requestsPerSecond: Math.max(one.requestsPerSecond, other.requestsPerSecond),
    ...(p95s.length > 0 && { p95Ms: Math.max(...p95s) }),
    failedShare: Math.max(one.failedShare, other.failedShare),
  };
}
