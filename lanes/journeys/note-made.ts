import type { BrowserContext, Response } from '@playwright/test';
import type { RunContext } from '../../src/record/run-context.ts';
import { operations } from '../../src/target/catalogue.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { CreatedEntry } from '../../src/target/test-data/created-journal.ts';

/** The operations that make something, by the end of the address that the page posts to. */
const MAKING = operations.flatMap(({ id: operation, method, path, creates: kind }) => {
  if (kind === undefined || method !== 'POST') return [];
  const end = path.replace(/^\/api\/v\d+/, '').replaceAll(/\{[^{}]*\}/g, '[^/]+');
  return [{ address: new RegExp(`${end}$`), kind, operation }];
});

/**
 * Notes in the run's journal each thing that the journeys make in the browser, so that the run removes it at its end.
 *
 * @returns waits until all replies so far are read; to be called before a page is closed
 */
export function noteMade(context: BrowserContext, run: RunContext, session: Session): () => Promise<void> {
  const reading = new Set<Promise<void>>();
  const { dealershipId, id: userId } = session.user;
  context.on('response', (response) => {
    const made = madeBy(response);
    if (made === undefined) return;
    const read = response
      .json()
      .then((reply: unknown) => {
        const id: unknown = Reflect.get(Object(reply), 'id');
        if (typeof id === 'string') run.journal.append({ ...made, id, dealershipId, userId });
      })
      .catch(() => undefined)
      .finally(() => reading.delete(read));
    reading.add(read);
  });
  return async () => {
    await Promise.all(reading);
  };
}

function madeBy(response: Response): Pick<CreatedEntry, 'kind' | 'operation'> | undefined {
  if (response.request().method() !== 'POST' || response.status() !== 201) return undefined;
  const { pathname } = new URL(response.url());
  const made = MAKING.find(({ address }) => address.test(pathname));
  return made && { kind: made.kind, operation: made.operation };
}
