import { burstOn } from '../../../../lanes/bursts/burst-on.ts';
import { realClock, sleep } from '../../../../src/base/clock.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import { burstRun, rateLimits } from '../../../made/burst-run.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, test } from '../../../made/small-server.ts';

test('a Ctrl-C while things are made for a burst ends the making, and the journal has all that was made', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const made: string[] = [];
  const interrupted = Promise.withResolvers<void>();
  const { origin } = await serve(async (request, response) => {
    if (await signIn.answer(request, response)) return;
    if (request.method !== 'POST') return json(response, 200, []);
    // Under way when the Ctrl-C comes.
    await sleep(realClock, 20);
    const id = `id-${made.length + 1}`;
    made.push(id);
    json(response, 201, { id });
    // Early: the making ends by itself after 1.5 s, however many a slow machine has made until then.
    if (made.length === 10) interrupted.resolve();
  });
  const { run, session } = await burstRun(origin, {
    rateLimits: { ...rateLimits, enabled: false },
    settings: { burstDurationMs: 500 },
  });
  const noted = new Set<string>();
  Object.assign(run, { journal: { append: ({ id }: { id: string }) => noted.add(id) } });
  const sent = burstOn(run, operationById('deals.delete'), session, { isInRound: false }).catch(() => {});
  await interrupted.promise;
  const beganMs = performance.now();
  run.end.abort();
  // As the lane does before it closes its journal.
  await run.work;
  expect(performance.now() - beganMs).toBeLessThan(1_000);
  expect([...noted].sort()).toEqual([...made].sort());
  await sent;
});
