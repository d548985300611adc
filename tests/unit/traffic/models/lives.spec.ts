import { expect, test } from '@playwright/test';
import { flowPicker } from '../../../../src/traffic/flows/flow-mix.ts';
import { Lives } from '../../../../src/traffic/models/lives.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeUser } from '../../../made/fake-user.ts';
import { offeredAll } from '../../../made/ran-traffic.ts';

const DRAIN_MS = 3_000;

/** A user whose only request is under way when the traffic ends. */
function oneUserAtWork(work: (clock: FakeClock) => Promise<void>) {
  const clock = new FakeClock();
  const user = new FakeUser(clock, 0, () => work(clock));
  const lives = new Lives(clock, () => undefined, { mark: () => 20 });
  lives.begin(user.asVirtualUser, flowPicker(offeredAll()));
  lives.retire();
  return { clock, user, lives };
}

test('an answer that is there when the time to end requests is up is read before anything is cut off', async () => {
  const { clock, user, lives } = oneUserAtWork(async (clock) => {
    // Like an answer that came while the process stood still: the timer of the end fires before it is read.
    await new Promise<void>((answered) => clock.after(DRAIN_MS, () => setImmediate(answered)));
  });
  const ending = lives.end();
  await clock.advance(DRAIN_MS);
  await ending;
  expect([user.sent, user.left > 0, user.cutLateMs]).toEqual([1, true, undefined]);
});

test('a request that is cut off is told how late the generator was when it had read what was there', async () => {
  const { clock, user, lives } = oneUserAtWork(() => new Promise(() => undefined));
  const ending = lives.end();
  await clock.advance(DRAIN_MS);
  await ending;
  expect([user.sent, user.cutLateMs]).toEqual([1, 20]);
});
