import { expect, test } from '@playwright/test';
import { tokenWatch, type WatchedSender } from '../../../../lanes/bursts/token-watch.ts';

/** A sender whose tokens are as a test says, and how often new ones were asked for; none come until `renewed` settles. */
function senderOf() {
  const renewed = Promise.withResolvers<void>();
  const sender = {
    isStale: true,
    isDead: false,
    asked: 0,
    keepSignedIn: () => {
      sender.asked += 1;
      return renewed.promise;
    },
  };
  return { sender, renewed };
}

function watched(sender: WatchedSender, canRenew: boolean) {
  const end = new AbortController();
  return { look: tokenWatch([sender], canRenew, end), signal: end.signal };
}

test('a burst goes on while its token is renewed, and ends with the reason when the token ends before', () => {
  const { sender } = senderOf();
  const { look, signal } = watched(sender, true);
  look();
  look();
  expect([sender.asked, signal.aborted]).toEqual([1, false]);
  sender.isDead = true;
  look();
  expect(signal.reason).toBe('its access token ended before the suite had a new one');
});

test('a token that is renewed in time is renewed again the next time', async () => {
  const { sender, renewed } = senderOf();
  const { look, signal } = watched(sender, true);
  look();
  sender.isStale = false;
  renewed.resolve();
  await renewed.promise;
  look();
  expect(sender.asked).toBe(1);
  sender.isStale = true;
  await Promise.resolve();
  look();
  expect([sender.asked, signal.aborted]).toEqual([2, false]);
});

test('a burst whose target gives no new token ends with that reason', async () => {
  const { sender, renewed } = senderOf();
  const { look, signal } = watched(sender, true);
  look();
  renewed.reject(new Error('500'));
  await expect.poll(() => signal.aborted, { intervals: [5] }).toBe(true);
  expect(signal.reason).toBe('its access token was about to end, and the target gave no new one');
});

test('a burst that keeps its token ends when the token is about to end', () => {
  const { sender } = senderOf();
  const { look, signal } = watched(sender, false);
  look();
  expect(sender.asked).toBe(0);
  expect(signal.reason).toBe('its access token was about to end, and a burst that saturates keeps its token');
});
