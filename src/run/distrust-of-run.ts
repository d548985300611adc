import type { JudgedAudit } from '../lighthouse/audit-record.ts';
import { distrustOfHealth } from '../measure/distrust-of-health.ts';
import { ownFaultSentence } from '../measure/own-faults.ts';
import { readSlices } from '../measure/slice-file.ts';
import type { JudgedBurst, JudgedRound } from '../record/round-record.ts';
import { RUN_FILES, RUN_FOLDERS } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import { sharesOfSlices } from './join-shares.ts';
import { distrustOf, type JudgedTraffic } from './judge-slices.ts';

/** What the lanes of a run left besides the traffic, each in its order. */
export interface JudgedParts {
  readonly rounds: readonly JudgedRound[];
  readonly bursts: readonly JudgedBurst[];
  readonly audits: readonly JudgedAudit[];
}

/** Reads what the lanes of a run have left so far. */
export function judgedParts(folder: RunFolder): JudgedParts {
  return {
    rounds: readAll(folder, RUN_FOLDERS.rounds),
    bursts: readAll(folder, RUN_FOLDERS.bursts),
    audits: readAll(folder, RUN_FOLDERS.audits),
  };
}

/**
 * Why a run judges nothing; undefined when its measurement can be trusted.
 *
 * @param ofTraffic why its traffic cannot be trusted
 * @param ofTests codes of faults of this machine that tests failed by
 */
export function distrustOfRun(
  ofTraffic: string | undefined,
  { rounds, bursts }: JudgedParts,
  ofTests: readonly string[],
): string | undefined {
  const ofParts = distrustOfHealth([
    ...rounds.map(({ health }) => health),
    ...[...rounds, ...bursts].map(({ burst }) => burst?.health),
  ]);
  return [
    ofTraffic,
    ofParts,
    ...bursts.map((judged) => judged.invalid),
    ...ofTests.map((code) => ownFaultSentence({ [code]: 1 })),
  ].find((reason) => reason !== undefined);
}

/** The same while the run is on, as far as it is known. A limit that the run will not judge must not be called broken. */
export function distrustSoFar(folder: RunFolder, ofTests: readonly string[] = []): string | undefined {
  const traffic = folder.read<JudgedTraffic>(RUN_FILES.trafficVerdicts);
  const written = [RUN_FILES.slices, ...sharesOfSlices(folder)].map((name) => readSlices(folder.place(name)));
  const ofTraffic = traffic?.invalid ?? written.map(distrustOf).find((reason) => reason !== undefined);
  return distrustOfRun(ofTraffic, judgedParts(folder), ofTests);
}

function readAll<T>(folder: RunFolder, name: string): T[] {
  return folder
    .names(name)
    .filter((file) => file.endsWith('.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((file) => folder.read<T>(file) ?? []);
}
