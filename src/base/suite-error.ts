/** Codes of the suite's own errors. Listed once, never reused; `docs/exit-codes.md` explains them to users. */
export type SuiteErrorCode =
  | 'BAD_SETTING'
  | 'BAD_OPTION'
  | 'BAD_THRESHOLDS'
  | 'BAD_ENVIRONMENT'
  | 'OUTPUT_UNUSABLE'
  | 'TARGET_NOT_ALLOWED'
  | 'SCENARIO_NOT_ALLOWED'
  | 'TARGET_IN_USE'
  | 'TARGET_UNREACHABLE'
  | 'TARGET_UNHEALTHY'
  | 'SIGN_IN_FAILED'
  | 'OWN_FAULT'
  | 'HTTP2_ONLY'
  | 'OPERATIONS_BROKEN'
  | 'NOTHING_OFFERED'
  | 'RATE_LIMITS_TOO_LOW'
  | 'BUDGET_TOO_SMALL'
  | 'SANDBOX_FAILED'
  | 'NOT_ENOUGH_WORKERS'
  | 'WEB_CLIENT_MISSING'
  | 'BROWSER_MISSING'
  | 'BROWSER_GONE'
  | 'INSTALL_FAILED'
  | 'RUN_CUT_SHORT'
  | 'SEGMENT_LATE'
  | 'NOTHING_DECIDED'
  | 'JOURNEY_FAILED'
  | 'TEST_FAILED';

/** The parts of a message that teaches: what was checked, what was found, what would be right. */
export interface ErrorParts {
  readonly checked: string;
  readonly found: string;
  readonly right: string;
  /** The page that explains it. */
  readonly page?: string;
}

/**
 * Something that keeps the suite from running, told once and clearly. It prints as its message alone, which begins with
 * the code: it has no name in front of it and no stack below it, wherever it is printed.
 */
export class SuiteError extends Error {
  readonly code: SuiteErrorCode;

  constructor(code: SuiteErrorCode, { checked, found, right, page }: ErrorParts) {
    const see = page === undefined ? '' : `See ${page}.`;
    const parts = `checked: ${ended(checked)}Found: ${ended(found)}Right would be: ${ended(right)}${see}`;
    super(`[${code}] ${parts.trimEnd()}`);
    this.name = '';
    this.stack = this.message;
    this.code = code;
  }
}

/** A part with one stop and what separates it from the next: a line break after a list, which ends with one. */
function ended(part: string): string {
  const text = part.trimEnd();
  return `${text}${/[.?!]$/.test(text) ? '' : '.'}${part.endsWith('\n') ? '\n' : ' '}`;
}

/**
 * One error for everything that keeps the suite from running, so that a user can correct it in one go. It has the code of
 * the first.
 */
export function joinedError(errors: readonly [SuiteError, ...SuiteError[]], checked: string): SuiteError {
  const [first, ...others] = errors;
  if (others.length === 0) return first;
  return new SuiteError(first.code, {
    checked,
    found: `${errors.length} faults`,
    right: `none of them${errors.map(({ message }) => `\n  - ${message.replace(/\.$/, '')}`).join('')}`,
  });
}

/**
 * What a command prints about an error that ends it. A {@link SuiteError} says everything in its message, and so does the
 * error of `parseArgs` about a wrong flag, in the form of the others. Anything else is unexpected: its stack says where it
 * happened.
 */
export function printedError(error: unknown): string {
  if (error instanceof SuiteError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return isWrongFlag(error) ? wrongFlag(error).message : (error.stack ?? error.message);
}

function isWrongFlag(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

/** The first sentence of what `parseArgs` says; the others are about commands that take anything. */
function wrongFlag({ message }: Error): SuiteError {
  const [, flag] = /^Option '(?:-\w, )?(--[\w-]+).*' argument is ambiguous/.exec(message) ?? [];
  if (flag !== undefined)
    return new SuiteError('BAD_SETTING', {
      checked: 'the command line',
      found: `${flag}, followed by something that begins with -`,
      right: `a value after ${flag}, numbers without a minus sign; a value that begins with - is written ${flag}=VALUE`,
    });
  const [found = message] = /^.+?(?=\.\s|\.?$)/s.exec(message) ?? [];
  return new SuiteError('BAD_SETTING', { checked: 'the command line', found, right: 'what --help lists' });
}
