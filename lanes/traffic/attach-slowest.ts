import type { TestInfo } from '@playwright/test';
import type { Exemplar } from '../../src/measure/exemplars.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { slowestTable } from '../../src/report/attachments/tables.ts';
import { slowRequest } from '../../src/view/slowest-requests.ts';
import { attachForReaders } from '../attach-for-readers.ts';

/** Attaches the slowest requests where their traces can be linked to. */
export async function attachSlowest(
  { folder, settings }: RunContext,
  scenario: string,
  testInfo: TestInfo,
): Promise<void> {
  const { traceUrl } = settings;
  const exemplars = folder.read<Exemplar[]>(RUN_FILES.exemplars) ?? [];
  if (traceUrl === undefined || exemplars.length === 0) return;
  await attachForReaders(testInfo, 'slowest requests', {
    body: slowestTable(
      `${scenario}: the slowest requests of each operation`,
      exemplars.map((exemplar) => slowRequest(exemplar, traceUrl)),
    ),
    contentType: 'text/html',
  });
}
