import { measureTargetClock } from '../../../../src/target/preflight/target-clock.ts';
import { expect, json, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

for (const offsetMs of [3_000, -400]) {
  test(`the offset of a real server whose Date is ${offsetMs} ms off is right within its stated uncertainty`, async ({
    serve,
  }) => {
    const server = await serve((_request, response) => {
      response.setHeader('date', new Date(Date.now() + offsetMs).toUTCString());
      json(response, 200, { status: 'healthy' });
    });
    const startedMs = performance.now();
    const found = await measureTargetClock(targetAt(server.origin));
    if (found.kind === 'unknown') throw new Error(found.why);
    expect(Math.abs(found.offsetMs - offsetMs)).toBeLessThanOrEqual(found.uncertainMs);
    // A busy machine makes the answers slow and the bounds wide; a second would be no better than one answer.
    expect(found.uncertainMs).toBeLessThan(250);
    expect(server.requests.length).toBeLessThanOrEqual(16);
    expect(performance.now() - startedMs).toBeLessThan(6_000);
  });
}

test("a server with Node's own Date, on this machine, has no offset beyond the uncertainty", async ({
  serve,
}) => {
  const server = await serve((_request, response) => json(response, 200, { status: 'healthy' }));
  const found = await measureTargetClock(targetAt(server.origin));
  if (found.kind === 'unknown') throw new Error(found.why);
  expect(Math.abs(found.offsetMs)).toBeLessThanOrEqual(found.uncertainMs);
});

test('real servers behind one address whose Dates are 2 s apart are reported', async ({ serve }) => {
  let connections = 0;
  const server = await serve((_request, response) => {
    const behindMs = connections++ % 2 === 0 ? 0 : 2_000;
    response.setHeader('date', new Date(Date.now() - behindMs).toUTCString());
    json(response, 200, { status: 'healthy' });
  });
  const found = await measureTargetClock(targetAt(server.origin));
  expect(found).toEqual({
    kind: 'unknown',
    why: expect.stringMatching(/contradict each other by [01]\.\d\d s: .*several machines/),
  });
});
