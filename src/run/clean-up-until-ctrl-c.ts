import { messageOf } from '../base/attempt.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';

/**
 * Does a run's clean-up, which Ctrl-C ends instead of the process, so that the run still writes its summary. What was measured is
 * complete by then, so the verdict stands.
 *
 * @param work the clean-up, which ends early when the signal it gets is aborted
 * @param goOn the command that removes what it leaves
 * @param say gets a line at the Ctrl-C, and one when the clean-up fails
 * @returns undefined when it failed
 */
export async function cleanUpUntilCtrlC(
  work: (signal: AbortSignal) => Promise<RemovalReport>,
  { sandbox }: Pick<RunPlan, 'sandbox'>,
  goOn: string,
  say: (line: string) => void,
): Promise<RemovalReport | undefined> {
  const rest = sandbox
    ? 'the embedded Desk Studio takes what is left with it'
    : `${goOn} removes what is left`;
  const abort = new AbortController();
  const interrupt = () => {
    say(`clean-up: it stops here, and the run writes its summary; ${rest}`);
    abort.abort();
  };
  process.once('SIGINT', interrupt);
  try {
    return await work(abort.signal).catch((error: unknown) => {
      say(`clean-up: it failed: ${messageOf(error)}`);
      return undefined;
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
}
