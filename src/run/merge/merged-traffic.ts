import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../base/format.ts';
import { RUN_FOLDERS } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import {
  ALLURE_ENDINGS,
  type AllureStep,
  fullNameOf,
  isTrafficResult,
  TRAFFIC_SPEC,
  verdictSteps,
} from '../../report/allure/result-steps.ts';

/** A result as Allure keeps it, as far as it is changed here. */
interface StoredResult {
  readonly fullName: string;
  readonly stop?: number;
  readonly [other: string]: unknown;
}

/**
 * Makes the test of the first segment's traffic, among Allure's results of a merged run, that of the whole traffic: with the
 * limits as steps, and failed if one of them fails the run, or the target was gone.
 */
export function writeMergedTraffic(run: RunFolder, record: RunRecord): void {
  const folder = run.file(RUN_FOLDERS.allureResults);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(ALLURE_ENDINGS.result))) {
    const path = join(folder, name);
    const stored = JSON.parse(readFileSync(path, 'utf8')) as StoredResult;
    if (isTrafficResult(stored))
      writeFileSync(path, JSON.stringify({ ...stored, ...wholeTraffic(stored, record) }));
  }
}

function wholeTraffic({ stop = Date.parse('1970-01-01') }: StoredResult, record: RunRecord) {
  const { vus, segments = [], verdicts, outcome, reasons } = record;
  const name = `traffic of ${counted(vus, 'virtual user')} in ${counted(segments.length, 'segment')}`;
  const own = verdicts.filter(({ owner }) => owner.kind === 'traffic');
  const steps = verdictSteps({ verdicts: own }, stop);
  return {
    name,
    // Allure works out the history by the name, which is another one.
    historyId: undefined,
    testCaseId: undefined,
    fullName: fullNameOf(TRAFFIC_SPEC, name),
    steps,
    status: statusOf(steps, record),
    statusDetails: outcome === 'pass' ? {} : { message: reasons.map(({ text }) => text).join('\n') },
    attachments: [],
    parameters: [],
  };
}

function statusOf(
  steps: readonly AllureStep[],
  { outcome, reasons }: Pick<RunRecord, 'outcome' | 'reasons'>,
): AllureStep['status'] {
  if (outcome === 'invalid' || outcome === 'could not run') return 'broken';
  if (reasons.some(({ kind }) => kind === 'stopped' || kind === 'outage')) return 'failed';
  const isBroken = (step: AllureStep): boolean => step.status === 'failed' || step.steps.some(isBroken);
  return steps.some(isBroken) ? 'failed' : 'passed';
}
