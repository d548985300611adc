import { test } from '@playwright/test';
import type { CreatedKind } from '../../src/target/operation.ts';
import { CreatedJournal } from '../../src/target/test-data/created-journal.ts';
import type { Send } from '../../src/target/test-data/put-away.ts';

/** A dealership that was made up for a run, and one that was there before. */
export const OWN = '00000000-0000-5000-8000-000000000001';
export const OTHER = '00000000-0000-5000-8000-000000000002';

/** The marks of a run whose tag is `r1`. */
export const r1 = { carriesTag: (text: string) => text.includes('r1') };

/** Writes the journal of a test, with so many things of each kind: `deal-1`, `deal-2` … */
export function journalOf(made: Partial<Record<CreatedKind, number>>): string {
  const path = test.info().outputPath('journal.jsonl');
  const journal = new CreatedJournal(path);
  for (const [kind, count] of Object.entries(made)) {
    for (let index = 1; index <= count; index += 1) {
      const id = `${kind}-${index}`;
      journal.append({
        kind: kind as CreatedKind,
        id,
        operation: 'x.create',
        dealershipId: OWN,
        userId: 'u1',
      });
    }
  }
  journal.close();
  return path;
}

/** A target that answers every put-away as documented and notes the requests down. */
export function goodTarget(lists: Record<string, readonly unknown[]> = {}) {
  const calls: string[] = [];
  const send: Send = async (operationId, parameters, body) => {
    calls.push(`${operationId} ${Object.values(parameters).join()} ${JSON.stringify(body) ?? ''}`.trim());
    if (operationId.endsWith('.delete')) return { status: 204 };
    return { status: 200, body: operationId.endsWith('.list') ? (lists[operationId] ?? []) : { id: 'x' } };
  };
  return { calls, send };
}
