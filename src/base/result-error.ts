import type { SuiteErrorCode } from './suite-error.ts';

/**
 * Codes of the failures by which a test tells the result of its run: any other failure means that the test could not do
 * its work. Listed once, never reused; `docs/exit-codes.md` explains them to users.
 */
export const RESULT_CODES = ['LIMITS_BROKEN', 'TARGET_GONE', 'MEASUREMENT_INVALID'] as const;

export type ResultCode = (typeof RESULT_CODES)[number];

/**
 * A failure with such a code. The code stands in brackets at the beginning of the message: the reporters see nothing else
 * of an error that was thrown in a worker.
 */
export class ResultError extends Error {
  readonly code: ResultCode;

  constructor(code: ResultCode, message: string) {
    super(`[${code}] ${message}`);
    this.name = '';
    this.code = code;
    // The message says all; where the limits were compared does not help anybody.
    this.stack = this.message;
  }
}

/**
 * Matches the message of an error with one of these codes, as it was thrown or with a class before it, as in the results of
 * older runs (`ResultError: [CODE] …`).
 */
export function codePattern(...codes: readonly (ResultCode | SuiteErrorCode)[]): RegExp {
  return new RegExp(`^(?:\\w+: )?\\[(?:${codes.join('|')})\\]`);
}

/** The code of a result at the beginning of a message without colours; undefined for any other error. */
export function resultCodeOf(message: string): ResultCode | undefined {
  return RESULT_CODES.find((code) => codePattern(code).test(message));
}
