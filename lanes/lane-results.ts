import { test } from '@playwright/test';
import { counted } from '../src/base/format.ts';
import { ResultError } from '../src/base/result-error.ts';
import { type AttachedVerdicts, VERDICTS_ATTACHMENT } from '../src/report/allure/result-steps.ts';
import { withQuota } from '../src/report/words/own-delay.ts';
import type { Verdict } from '../src/verdict/verdict.ts';
import { verdictMessage } from '../src/verdict/verdict-message.ts';

/**
 * The error of a test whose limits are broken: one line for each of them.
 *
 * @param hint a last line for the reader, e.g. how to look at the trace; empty for none
 */
export function limitsBroken(broken: readonly Verdict[], hint: string): ResultError {
  const count = broken.length === 1 ? '1 limit is broken' : `${broken.length} limits are broken`;
  const lines = broken.map((verdict) => `  - ${verdictMessage(verdict)}`);
  return new ResultError('LIMITS_BROKEN', [`${count}:`, ...lines, ...(hint === '' ? [] : [hint])].join('\n'));
}

/** The error of the traffic when the target died. */
export function targetGone(reason: string): ResultError {
  return new ResultError(
    'TARGET_GONE',
    `${reason}. The run was ended; its summary holds everything measured until then.`,
  );
}

/** The error of a lane in which the measurer kept limits from being decided, or whose figures cannot be trusted. */
export function measurementInvalid(reason: string): ResultError {
  return new ResultError('MEASUREMENT_INVALID', `the measurement is invalid: ${reason}.`);
}

/**
 * Attaches the verdicts to the running test, and the report shows each as a step.
 *
 * @param hint see {@link limitsBroken}
 * @param throttledMs how long a CPU quota stopped the measurer; undefined where that was little
 * @throws ResultError when any of the verdicts fails the run, or the measurer kept one from being decided that may
 */
export function assertLimits(verdicts: readonly Verdict[], hint = '', throttledMs?: number): void {
  const attached: AttachedVerdicts = { verdicts };
  test.info().attachments.push({ ...VERDICTS_ATTACHMENT, body: Buffer.from(JSON.stringify(attached)) });
  const broken = verdicts.filter(({ failsTheRun }) => failsTheRun);
  if (broken.length > 0) throw limitsBroken(broken, hint);
  const hidden = verdicts.filter(({ isHidden = false }) => isHidden);
  const isCrowded = hidden.some(
    (verdict) => verdict.kind === 'inconclusive' && verdict.because === 'crowded',
  );
  if (hidden.length > 0)
    throw measurementInvalid(
      withQuota(
        [
          `${isCrowded ? 'the crowded machine' : "the measurer's own delay"} kept ${counted(hidden.length, 'limit')} from being decided:`,
          ...hidden.map((verdict) => `  - ${verdictMessage(verdict)}`),
        ].join('\n'),
        isCrowded ? undefined : throttledMs,
      ),
    );
}
