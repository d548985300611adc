/** Where a report is read; handed to a writer, so that what it writes can be tested. */
export interface Terminal {
  /** Whether somebody watches, on a terminal whose lines can be renewed. */
  readonly isInteractive: boolean;
  /** Whether this is a CI job: then lines are few. */
  readonly isCi: boolean;
  /** False too where NO_COLOR asks for it. */
  readonly hasColours: boolean;
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
}

/**
 * The terminal of this process; its size is the one of the moment.
 *
 * @param settings `ci`: whether this is a CI job; `terminalType`: TERM, where `dumb` has lines that cannot be renewed
 */
export function thisTerminal(settings: {
  readonly ci: boolean;
  readonly terminalType: string | undefined;
}): Terminal {
  const { stdout } = process;
  return {
    isInteractive: stdout.isTTY === true && !settings.ci && settings.terminalType !== 'dumb',
    isCi: settings.ci,
    hasColours: stdout.isTTY === true && stdout.hasColors(),
    get columns() {
      return stdout.columns ?? 120;
    },
    get rows() {
      return stdout.rows ?? 40;
    },
    write: (text) => {
      stdout.write(text);
    },
  };
}
