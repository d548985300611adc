import { SuiteError } from '../base/suite-error.ts';
import { RUN_FILES } from './run-files.ts';
import type { RunFolder } from './run-folder.ts';
import { RECORD_VERSION, type RunRecord } from './run-record.ts';
import { withKinds } from './upgrade-evidence.ts';
import { type RecordOfVersion2, upgradeRecord } from './upgrade-record.ts';

/** Versions before 0.2.0 noted machine, browser and protocol next to the facts, which had the first two already. */
type StoredRecord = RecordOfVersion2 | (RunRecord & { readonly measuredOn?: { readonly protocol: string } });

/**
 * Reads the record of a run, also one that version 2 or 3 of the suite's record format left. Version 3 differs in one thing:
 * its latencies include the rounds, so it has no `undisturbedMs`.
 *
 * @returns undefined when the run left none, since it was killed
 * @throws SuiteError for any other version
 */
export function readRecord(folder: RunFolder): RunRecord | undefined {
  const record = readUpgraded(folder);
  return record?.evidence === undefined ? record : { ...record, evidence: withKinds(record.evidence) };
}

function readUpgraded(folder: RunFolder): RunRecord | undefined {
  const stored = folder.read<StoredRecord>(RUN_FILES.summary);
  if (stored === undefined) return undefined;
  if (stored.version === RECORD_VERSION) return withProtocol(stored);
  if (stored.version === 2) return upgradeRecord(stored);
  const { version } = stored as { version?: unknown };
  if (version === 3) return { ...(stored as RunRecord), version: RECORD_VERSION };
  throw new SuiteError('BAD_SETTING', {
    checked: `the version of ${folder.file(RUN_FILES.summary)}`,
    found: String(version),
    right: `2, 3 or ${RECORD_VERSION}; measure the run again, or read it with the suite that wrote it`,
  });
}

/** As {@link readRecord}; undefined too for a record that is cut short, damaged or of a version that nobody can read. */
export function readSoundRecord(folder: RunFolder): RunRecord | undefined {
  try {
    return readRecord(folder);
  } catch {
    return undefined;
  }
}

function withProtocol({ measuredOn, ...record }: Exclude<StoredRecord, RecordOfVersion2>): RunRecord {
  const { facts } = record;
  if (measuredOn === undefined || facts === undefined) return record;
  return { ...record, facts: { ...facts, protocol: measuredOn.protocol } };
}
