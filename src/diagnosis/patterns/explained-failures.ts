import type { DiagnosisInput } from '../diagnosis-input.ts';
import { refusedTokens } from './sessions-not-renewed.ts';
import { unansweredFailures } from './unanswered-requests.ts';

/** Whether another pattern explains most of these failures: then their course over time adds nothing. */
export function isExplained(input: DiagnosisInput, failures: number): boolean {
  return refusedTokens(input) * 2 > failures || unansweredFailures(input) * 2 > failures;
}
