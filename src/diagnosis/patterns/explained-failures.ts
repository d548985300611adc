import type { DiagnosisInput } from '../diagnosis-input.ts';
import { refusedTokens } from './sessions-not-renewed.ts';
import { unansweredFailures } from './unanswered-requests.ts';

/** Whether most of some failures are explained by a pattern that says what they are: their course over time is no news then. */
export function isExplained(input: DiagnosisInput, failures: number): boolean {
  return refusedTokens(input) * 2 > failures || unansweredFailures(input) * 2 > failures;
}
