import { SuiteError } from '../src/base/suite-error.ts';

/**
 * Tells a browser that died from a page that failed. The first is a fault of this machine, at whatever load, and says nothing
 * about the target.
 *
 * @param error what the visit or the audit ended with
 * @param isAlive whether the browser and the page still are
 * @param what names what was measured, e.g. `the journey login`
 * @returns the error as it is, or a SuiteError (BROWSER_GONE) in its place
 */
export function browserFault(error: unknown, isAlive: boolean, what: string): unknown {
  if (isAlive || isBrowserGone(error)) return error;
  return new SuiteError('BROWSER_GONE', {
    checked: `the browser of ${what}`,
    found: 'it, or one of its pages, has died in the middle of it',
    right:
      'a browser that lives as long as the run: enough memory for it, in a container also shared memory (--ipc=host), and nothing that ends it',
    page: 'docs/exit-codes.md',
  });
}

/** Whether an error is that of a browser that died. */
export function isBrowserGone(error: unknown): error is SuiteError {
  return error instanceof SuiteError && error.code === 'BROWSER_GONE';
}
