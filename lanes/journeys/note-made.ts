import type { BrowserContext, Response } from '@playwright/test';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { CreatedEntry } from '../../src/target/test-data/created-journal.ts';

/** What the journeys make in the browser, by the end of the address that it is posted to. */
const MADE: Readonly<Record<string, Pick<CreatedEntry, 'kind' | 'operation'>>> = {
  '/deals': { kind: 'deal', operation: 'deals.create' },
  '/showroom/visits': { kind: 'visit', operation: 'showroom.createVisit' },
};

/**
 * Notes in the run's journal each thing that the journeys make in the browser, so that it is put away at the end.
 *
 * @returns waits until all replies so far are read: to be called before a page is closed
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
  const end = Object.keys(MADE).find((path) => new URL(response.url()).pathname.endsWith(path));
  return end === undefined ? undefined : MADE[end];
}
