/** Codes of the suite's own errors. Listed once, never reused; `docs/exit-codes.md` explains them to users. */
export type SuiteErrorCode =
  | 'BAD_SETTING'
  | 'BAD_OPTION'
  | 'BAD_THRESHOLDS'
  | 'OUTPUT_UNUSABLE'
  | 'TARGET_IN_USE'
  | 'TARGET_UNREACHABLE'
  | 'TARGET_UNHEALTHY'
  | 'SIGN_IN_FAILED'
  | 'OWN_FAULT'
  | 'HTTP2_ONLY'
  | 'OPERATIONS_BROKEN'
  | 'NOTHING_OFFERED'
  | 'RATE_LIMITS_TOO_LOW'
  | 'SANDBOX_FAILED'
  | 'NOT_ENOUGH_WORKERS'
  | 'WEB_CLIENT_MISSING'
  | 'BROWSER_MISSING';

/** The parts of a message that teaches: what was checked, what was found, what would be right. */
export interface ErrorParts {
  readonly checked: string;
  readonly found: string;
  readonly right: string;
  /** The page that explains it. */
  readonly page?: string;
}

/** Something that keeps the suite from running, told once and clearly. */
export class SuiteError extends Error {
  readonly code: SuiteErrorCode;

  constructor(code: SuiteErrorCode, { checked, found, right, page }: ErrorParts) {
    const see = page === undefined ? '' : ` See ${page}.`;
    super(`[${code}] checked: ${checked}. Found: ${found}. Right would be: ${right}.${see}`);
    this.name = 'SuiteError';
    this.code = code;
  }
}
