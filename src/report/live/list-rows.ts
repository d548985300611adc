/** The heading of the list, and the blank lines around it. */
const AROUND_THE_LIST = 4;

/**
 * How many rows of the terminal the live display may take. The list reporter goes back up to the rows of tests that
 * are still running, as far as it takes the terminal to be high: were they pushed off the screen, it would write over
 * others. It counts on PLAYWRIGHT_FORCE_TTY (`<columns>x<rows>`) where that is set, else on the real height.
 *
 * @param rows of the terminal
 * @param tests that the list has a row for
 * @param forced value of PLAYWRIGHT_FORCE_TTY
 */
export function rowsForDisplay(rows: number, tests: number, forced: string | undefined): number {
  const counted = Number(/^\d+x(\d+)$/.exec(forced ?? '')?.[1] ?? rows);
  return Math.max(1, rows - Math.min(counted, tests + AROUND_THE_LIST) - 1);
}
