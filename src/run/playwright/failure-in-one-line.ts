import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { SuiteError } from '../../base/suite-error.ts';

const HAS_CODE = /^(?:\w*: )?\[[A-Z][A-Z0-9_]+\]/;
/** A mistake of the suite itself: its stack says where. */
const MISTAKE = /^(?:Type|Range|Reference|Syntax)Error\b/;
/**
 * How the last line of a failed round's failure begins, which says how to look at a recording and stays a line. It has to be known
 * by its text: Playwright hands reporters the message and the stack of an error, and no field of the suite's.
 */
export const TRACE_HINTS = {
  ofRound: 'the trace of this round: ',
  ofFurtherVisit: 'the trace of one more visit: ',
} as const;
/** Where the rounds of all journeys are declared. */
const JOURNEYS = /[\\/]lanes[\\/]journeys[\\/]/;

/**
 * Gives each failure of a test that has no code one line that begins with one, in the form of the suite's own errors, and takes its
 * stack away: a page whose target died, for example, fails with Playwright's error, call log, source and stack. Failures that
 * have a code stay as they are. A test that Ctrl-C ended has not failed: its page was closed under it, which gets a line without a code.
 *
 * @param result is changed, for all reporters that come after
 */
export function tellInOneLine(
  { title, location }: Pick<TestCase, 'title' | 'location'>,
  result: TestResult,
): void {
  const isJourney = JOURNEYS.test(location.file);
  for (const error of new Set([...result.errors, ...(result.error === undefined ? [] : [result.error])])) {
    const { message = '', value = '' } = error;
    const text = stripVTControlCharacters(message === '' ? value : message);
    if (HAS_CODE.test(text) || MISTAKE.test(text)) continue;
    const { found, hint } = partsOf(text);
    const line =
      result.status === 'interrupted'
        ? `${title}: the run was interrupted before this test came to its end`
        : failureLine(title, found, isJourney);
    replace(error, hint === undefined ? line : `${line}\n${hint}`);
  }
}

function failureLine(title: string, found: string, isJourney: boolean): string {
  return new SuiteError(isJourney ? 'JOURNEY_FAILED' : 'TEST_FAILED', {
    checked: title,
    found,
    right: isJourney
      ? 'a journey that comes to its end; its trace shows the page, and the summary whether the target was gone'
      : 'a test that can do its work; the summary says what else happened in the run',
  }).message;
}

/** A failure's lines as one, up to the first entry of Playwright's call log, which says what was waited for. */
function partsOf(text: string): { readonly found: string; readonly hint: string | undefined } {
  const lines = text
    .replace(/^\w*Error: /, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const hint = lines.findLast((line) => Object.values(TRACE_HINTS).some((start) => line.startsWith(start)));
  const told = lines.filter((line) => line !== hint);
  const log = told.indexOf('Call log:');
  const kept = log === -1 ? told : [...told.slice(0, log), ...told.slice(log + 1, log + 2)];
  const found = kept.map((line) => line.replace(/^- |[.:;]$/g, '')).join('; ');
  return { found: found === '' ? 'a failure without a message' : found, hint };
}

function replace(error: TestError, line: string): void {
  error.message = line;
  error.stack = line;
  for (const part of ['snippet', 'cause', 'value', 'location'] as const) delete error[part];
}
