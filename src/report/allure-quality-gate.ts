import type { AllureConfig } from 'allure';
import type { RunRecord } from '../record/run-record.ts';
import { verdictMessage } from '../verdict/verdict-message.ts';

type Gate = NonNullable<AllureConfig['qualityGate']>;
type Rule = NonNullable<Gate['use']>[number];

/**
 * Allure's quality gate, by the suite's own verdicts: Allure's rules for metrics know neither intervals nor samples
 * and would call noise a failure. It holds exactly when the run passed.
 *
 * @param records of all runs that the report is about
 */
export function qualityGate(records: readonly RunRecord[]): Gate {
  const broken = records
    // An invalid measurement judges nothing.
    .filter(({ outcome }) => outcome !== 'invalid')
    .flatMap(({ verdicts }) => verdicts.filter(({ failsTheRun }) => failsTheRun).map(verdictMessage));
  const notPassed = records.filter(({ outcome }) => outcome !== 'pass');
  return {
    use: [
      rule('limitsBroken', broken.length, broken, 'no limit is known to be broken'),
      rule(
        'runsNotPassed',
        notPassed.length,
        notPassed.map(
          ({ runId, outcome, reasons }) => `${runId}: ${outcome}, ${reasons[0]?.text ?? 'no reason given'}`,
        ),
        records.length === 1 ? 'the run passed' : `all ${records.length} runs passed`,
      ),
    ],
    rules: [{ limitsBroken: 0, runsNotPassed: 0 }],
  };
}

/** A rule about a number of things that have to be none; it names the first of them. */
function rule(name: string, count: number, what: readonly string[], held: string): Rule {
  const [first = '', ...others] = what.map((line) => line.split('\n')[0] ?? '');
  return {
    rule: name,
    message: () => (others.length === 0 ? first : `${first} (and ${others.length} more)`),
    successMessage: () => held,
    validate: async ({ expected }) => ({
      success: count <= Number(expected),
      actual: count,
      testResults: [],
    }),
  };
}
