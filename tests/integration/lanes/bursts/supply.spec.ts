import { burstOn } from '../../../../lanes/bursts/burst-on.ts';
import { realClock, sleep } from '../../../../src/base/clock.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import { burstRun, rateLimits } from '../../../made/burst-run.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, test } from '../../../made/small-server.ts';

for (const { what, isEnabled, interruptAt } of [
  // Early: the making ends by itself after 1.5 s, however many a slow machine has made until then.
  { what: 'many things are made', isEnabled: false, interruptAt: 10 },
  { what: 'things are made one by one', isEnabled: true, interruptAt: 3 },
  { what: 'the first thing is made', isEnabled: true, interruptAt: 1 },
])
  test(`a Ctrl-C while ${what} for a burst ends the making, and the journal has all that was made`, async ({
    serve,
  }) => {
    const signIn = new FakeSignIn();
    const made: string[] = [];
    let asked = 0;
    let deleted = 0;
    const interrupted = Promise.withResolvers<void>();
    const { origin } = await serve(async (request, response) => {
      if (await signIn.answer(request, response)) return;
      if (request.method === 'DELETE') deleted += 1;
      if (request.method !== 'POST') return json(response, 200, []);
      asked += 1;
      if (asked === interruptAt) interrupted.resolve();
      // Under way when the Ctrl-C comes.
      await sleep(realClock, 20);
      const id = `id-${made.length + 1}`;
      made.push(id);
      json(response, 201, { id });
    });
    const { run, session } = await burstRun(origin, {
      rateLimits: { ...rateLimits, enabled: isEnabled },
      settings: { burstDurationMs: 500 },
    });
    const noted = new Set<string>();
    let isClosed = false;
    const append = ({ id }: { id: string }) => isClosed || noted.add(id);
    Object.assign(run, { journal: { append } });
    const sent = burstOn(run, operationById('deals.delete'), session, { isInRound: false });
    const failed = sent.then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    await interrupted.promise;
    const beganMs = performance.now();
    run.end.abort();
    // As the lane does before it closes its journal.
    await run.work;
    isClosed = true;
    expect(performance.now() - beganMs).toBeLessThan(1_000);
    const message = await failed;
    expect([...noted].sort()).toEqual([...made].sort());
    expect(made.length).toBeGreaterThan(0);
    expect(deleted, 'nobody would wait for its burst').toBe(0);
    expect(message).toBe('deals.delete: the run was interrupted before its burst was over');
  });
