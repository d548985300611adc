import type { ApiUser } from '../../fixtures/api-user.ts';

/** What is looked at of those who send a burst. */
export type WatchedSender = Pick<ApiUser, 'isStale' | 'isDead' | 'keepSignedIn'>;

/**
 * Looks after the tokens of those who send a burst while it goes on: with old ones all answers would be 401, by the suite's own doing.
 *
 * @param canRenew whether the burst asks for the tokens with each request. One that does not ends as soon as a token is about to end
 * @param end ends the burst, also where the target gives no new tokens, or where they come too late because a rate limit is waited for:
 *   what was measured so far is its result. The reason of its signal then says why, see `BurstEnd`
 * @returns to be called now and then
 */
export function tokenWatch(
  senders: readonly WatchedSender[],
  canRenew: boolean,
  end: AbortController,
): () => void {
  const renewing = new Set<WatchedSender>();
  const renew = async (sender: WatchedSender) => {
    renewing.add(sender);
    await sender
      .keepSignedIn(0, end.signal)
      .catch(() => end.abort('its access token was about to end, and the target gave no new one'));
    renewing.delete(sender);
  };
  return () => {
    for (const sender of senders) {
      if (!sender.isStale) continue;
      if (!canRenew)
        end.abort('its access token was about to end, and a burst that saturates keeps its token');
      else if (sender.isDead) end.abort('its access token ended before the suite had a new one');
      else if (!renewing.has(sender)) void renew(sender);
    }
  };
}
