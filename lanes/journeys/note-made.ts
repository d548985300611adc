import type { BrowserContext, Request } from '@playwright/test';
import { atMost, realClock } from '../../src/base/clock.ts';
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

/** A page is not kept open for longer than this to learn what it made. */
const ANSWERED_WITHIN_MS = 2_000;

type Made = Pick<CreatedEntry, 'kind' | 'operation'>;

/**
 * Notes in the run's journal each thing that the journeys make in the browser, so that the run removes it at its end.
 *
 * @returns waits until each request that makes something has its answer, which is noted, for 2 s at most; to be called before a
 *   page is closed, since the target may do what a page no longer waits for
 */
export function noteMade(
  context: Pick<BrowserContext, 'on'>,
  run: Pick<RunContext, 'journal'>,
  session: Pick<Session, 'user'>,
  clock = realClock,
): () => Promise<void> {
  const underWay = new Map<Promise<void>, Made>();
  const { dealershipId, id: userId } = session.user;
  const note = async (request: Request, made: Made) => {
    const response = await request.response();
    if (response?.status() !== 201) return;
    const id: unknown = Reflect.get(Object(await response.json()), 'id');
    if (typeof id === 'string') run.journal.append({ ...made, id, dealershipId, userId });
  };
  context.on('request', (request) => {
    const made = madeBy(request);
    if (made === undefined) return;
    const noted = note(request, made)
      .catch(() => undefined)
      .finally(() => underWay.delete(noted));
    underWay.set(noted, made);
  });
  return async () => {
    await atMost(clock, ANSWERED_WITHIN_MS, underWay.keys());
    for (const { kind, operation } of underWay.values())
      console.error(
        `${operation}: no answer within ${ANSWERED_WITHIN_MS / 1000} s before its page was closed; a ${kind} may be left on the target`,
      );
    underWay.clear();
  };
}

function madeBy(request: Request): Made | undefined {
  if (request.method() !== 'POST') return undefined;
  const { pathname } = new URL(request.url());
  const made = MAKING.find(({ address }) => address.test(pathname));
  return made && { kind: made.kind, operation: made.operation };
}
