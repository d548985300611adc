/** Where a report is read; handed to a writer, so that what it writes can be tested. */
export type Terminal = Readonly<ReturnType<typeof thisTerminal>>;

/**
 * The terminal of this process; its size is the one of the moment.
 *
 * @param settings `ci`: whether this is a CI job; `terminalType`: TERM, where `dumb` has lines that cannot be renewed
 */
export function thisTerminal(settings: { readonly ci: boolean; readonly terminalType: string | undefined }) {
  const { stdout } = process;
  return {
    /** Whether somebody watches, on a terminal whose lines can be renewed. */
    isInteractive: stdout.isTTY === true && !settings.ci && settings.terminalType !== 'dumb',
    /** Whether this is a CI job: then lines are few. */
    isCi: settings.ci,
    /** False too where NO_COLOR asks for it. */
    hasColours: stdout.isTTY === true && stdout.hasColors(),
    get columns() {
      return stdout.columns ?? 120;
    },
    get rows() {
      return stdout.rows ?? 40;
    },
    write(text: string): void {
      stdout.write(text);
    },
  };
}

/** A stream that this process prints to. */
type Printed = Pick<NodeJS.WriteStream, 'write' | 'on'>;

/**
 * Lets this process go on when its output goes nowhere: its reader has ended, as in `… | head`, or its file has no room.
 * Without this Node ends the process. What is printed from then on is dropped.
 */
export function outliveReaders(streams: readonly Printed[] = [process.stdout, process.stderr]): void {
  for (const stream of streams)
    stream.on('error', () => {
      stream.write = (_text: unknown, encoding?: unknown, done?: unknown) => {
        const written = typeof encoding === 'function' ? encoding : done;
        if (typeof written === 'function') queueMicrotask(() => written());
        return true;
      };
    });
}
