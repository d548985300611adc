import { SuiteError } from '../base/suite-error.ts';

/** Lighthouse's advice: the median of five is twice as steady as a single run. */
const DEFAULT_RUNS = 5;
const MOST_RUNS = 25;

/**
 * LIGHTHOUSE_RUNS: how often each page is audited; 5 where it is not set.
 * @throws SuiteError when it is no whole number from 1 to 25
 */
export function readLighthouseRuns(env: NodeJS.ProcessEnv): number {
  const text = env.LIGHTHOUSE_RUNS?.trim() ?? '';
  if (text === '') return DEFAULT_RUNS;
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_RUNS) return Number(text);
  throw new SuiteError('BAD_SETTING', {
    checked: 'LIGHTHOUSE_RUNS',
    found: JSON.stringify(text),
    right: `a whole number from 1 to ${MOST_RUNS}`,
  });
}
