/**
 * Does something that the run can do without, such as writing a file that only shows how far it is. A full disk or a lack
 * of file descriptors then costs that and no more.
 *
 * @param failed gets the message of an error, as one line; nobody hears of it by default
 * @returns what `work` returns; undefined when it threw
 */
export function attempt<T>(work: () => T, failed?: (message: string) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    failed?.(messageOf(error));
    return undefined;
  }
}

/** The first line of what an error says. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
