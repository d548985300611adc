/** Where a report is read; handed to a writer, so that what it writes can be tested. */
export interface Terminal {
  /** Whether somebody watches: then a line may renew itself. */
  readonly isInteractive: boolean;
  /** Whether this is a CI job: then lines are few. */
  readonly isCi: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** The terminal of this process. */
export function thisTerminal(): Terminal {
  const { stdout } = process;
  return {
    isInteractive: stdout.isTTY === true && process.env.CI === undefined,
    isCi: process.env.CI !== undefined,
    columns: stdout.columns ?? 120,
    write: (text) => {
      stdout.write(text);
    },
  };
}
