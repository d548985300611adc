const NAMES = ['LimitsBroken', 'TargetGone', 'MeasurementInvalid'] as const;

/**
 * The error of a test whose failure is a result of the run. Across processes Playwright keeps only its text, which
 * therefore begins with the name; `docs/exit-codes.md` lists the names.
 */
export class ResultError extends Error {
  constructor(name: (typeof NAMES)[number], message: string) {
    super(message);
    this.name = name;
    // The place in the code says nothing about the result.
    this.stack = `${name}: ${message}`;
  }
}

/** Whether a failed test reports a result by this message; any other failure is a test that could not do its work. */
export function isResult(message: string): boolean {
  return NAMES.some((name) => message.startsWith(`${name}:`));
}
