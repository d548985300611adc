import { join } from 'node:path';
import { test } from '@playwright/test';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { newRunId, RunFolder } from '../../src/record/run-folder.ts';
import { newRunTag } from '../../src/record/run-tag.ts';
import { CreatedJournal } from '../../src/target/test-data/created-journal.ts';
import { dealershipIdFor } from '../../src/target/test-data/dealership-id.ts';

/** That of the test user. */
export const HOME = 'dealership-1';
export const HOUR_MS = 3_600_000;

/** A run with its names, dealerships and tag. */
export function runThatBegan(hoursAgo: number, name = 'smoke') {
  const startedAt = new Date(Date.now() - hoursAgo * HOUR_MS);
  const runId = newRunId(name, startedAt, Math.random());
  const tag = newRunTag(runId, startedAt);
  const [traffic, bursts] = [dealershipIdFor(runId, 'traffic'), dealershipIdFor(runId, 'bursts')];
  return { runId, tag, traffic, bursts };
}

export type TestRun = ReturnType<typeof runThatBegan>;

/** The folder of a run that was killed, and the ids of deals in its journal. */
export function killedRun(
  { runId, tag, traffic, bursts }: TestRun,
  baseUrl: string,
  dealIds: readonly string[],
  sandbox = false,
) {
  const folder = new RunFolder(join(test.info().outputPath('reports'), 'runs', runId));
  folder.write(RUN_FILES.plan, {
    runId,
    environment: 'development',
    baseUrl,
    sandbox,
    settings: { baseUrl },
    offers: {},
    rateLimits: { enabled: false },
    dealerships: { traffic, bursts, accounts: HOME },
    runTag: tag,
  });
  const journal = new CreatedJournal(folder.file('created/traffic.jsonl'));
  for (const id of dealIds)
    journal.append({ kind: 'deal', id, operation: 'deals.create', dealershipId: traffic, userId: 'u' });
  journal.close();
  return folder;
}
