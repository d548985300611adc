import type { ApiUser } from '../../fixtures/api-user.ts';

/**
 * Looks after the tokens of those who send a burst while it goes on: with old ones all answers would be 401, by the suite's own doing.
 *
 * @param canRenew whether the burst asks for the tokens with each request. One that does not ends as soon as a token is about to end
 * @param end ends the burst, also where the target gives no new tokens: what was measured so far is its result
 * @returns to be called now and then
 */
export function tokenWatch(senders: readonly ApiUser[], canRenew: boolean, end: AbortController): () => void {
  const renewing = new Set<ApiUser>();
  const renew = async (sender: ApiUser) => {
    renewing.add(sender);
    await sender.keepSignedIn(0, end.signal).catch(() => end.abort());
    renewing.delete(sender);
  };
  return () => {
    for (const sender of senders) {
      if (!sender.isStale || renewing.has(sender)) continue;
      if (canRenew) void renew(sender);
      else end.abort();
    }
  };
}
