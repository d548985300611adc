import type { RequestListener, ServerResponse } from 'node:http';
import { measureTargetClock, type TargetClock } from '../../../../src/target/preflight/target-clock.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { expect, json, type SmallServer, test, unusedPort } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

/** A healthy answer with these headers in place of Node's own Date. */
function healthy(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  response.sendDate = false;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  json(response, 200, { status: 'healthy' });
}

/** Our time, which the test moves, and a Date of a clock that is this far from it. */
function madeTime() {
  const clock = new FakeClock();
  const epochMs = () => 1_764_000_000_000 + clock.nowMs();
  const dateAt = (offsetMs: number) => new Date(epochMs() + offsetMs).toUTCString();
  const measure = (origin: string): Promise<TargetClock> =>
    clock.during(measureTargetClock(targetAt(origin), { clock, epochMs }), 1);
  return { clock, dateAt, measure };
}

const whyOf = (found: TargetClock) => (found.kind === 'unknown' ? found.why : 'known');

test('the Dates of /health give the offset, each question on its own connection', async ({ serve }) => {
  const { dateAt, measure } = madeTime();
  const server: SmallServer = await serve((_request, response) => healthy(response, { date: dateAt(3_000) }));
  const found = await measure(server.origin);
  if (found.kind === 'unknown') throw new Error(found.why);
  expect(Math.abs(found.offsetMs - 3_000)).toBeLessThanOrEqual(found.uncertainMs);
  expect(new Set(server.requests)).toEqual(new Set(['GET /health']));
  expect(server.requests.length).toBeLessThanOrEqual(14);
  expect(server.connections).toBe(server.requests.length);
});

test('a path in the address stands before /health', async ({ serve }) => {
  const { dateAt, measure } = madeTime();
  const server = await serve((_request, response) => healthy(response, { date: dateAt(0) }));
  expect((await measure(`${server.origin}/desk`)).kind).toBe('known');
  expect(server.requests[0]).toBe('GET /desk/health');
});

test('caches are asked to ask the target', async ({ serve }) => {
  const { dateAt, measure } = madeTime();
  const asked = new Set<string | undefined>();
  const server = await serve((request, response) => {
    asked.add(request.headers['cache-control']);
    healthy(response, { date: dateAt(0) });
  });
  await measure(server.origin);
  expect([...asked]).toEqual(['no-cache']);
});

const useless: readonly [string, RequestListener, string][] = [
  ['no Date', (_request, response) => healthy(response, {}), 'no Date header'],
  [
    'a Date that is none',
    (_request, response) => healthy(response, { date: 'soon' }),
    'an invalid Date header ("soon")',
  ],
  [
    'an Age',
    (_request, response) => healthy(response, { date: new Date(1_764_000_000_000).toUTCString(), age: '0' }),
    'an answer from a cache (it has an Age header)',
  ],
  ['another status', (_request, response) => json(response, 503, { status: 'starting' }), 'status 503'],
  ['no end of its answer', (_request, response) => response.destroy(), 'no answer (reset)'],
];
for (const [name, answer, why] of useless) {
  test(`answers with ${name} are left out, and the reason is given`, async ({ serve }) => {
    const { origin } = await serve(answer);
    expect(whyOf(await madeTime().measure(origin))).toBe(`GET /health of the target: ${why}`);
  });
}

test('cached answers in between are left out, and the others count', async ({ serve }) => {
  const { dateAt, measure } = madeTime();
  let asked = 0;
  const server = await serve((_request, response) => {
    const isCached = asked++ % 2 === 1;
    healthy(response, isCached ? { date: dateAt(-60_000), age: '60' } : { date: dateAt(-400) });
  });
  const found = await measure(server.origin);
  if (found.kind === 'unknown') throw new Error(found.why);
  expect(Math.abs(found.offsetMs + 400)).toBeLessThanOrEqual(found.uncertainMs);
});

test('where nothing listens the clock is unknown', async () => {
  const found = await madeTime().measure(`http://127.0.0.1:${await unusedPort()}`);
  expect(whyOf(found)).toBe('GET /health of the target: no answer (refused)');
});

test('a target that accepts and never answers is given up after 4 s, and its connection is closed', async ({
  serve,
}) => {
  const { clock, measure } = madeTime();
  let closed = 0;
  const { origin } = await serve((request) => {
    request.socket.once('close', () => {
      closed += 1;
    });
  });
  expect(whyOf(await measure(origin))).toBe('the target did not answer in time');
  expect(clock.nowMs()).toBeLessThan(4_100);
  await expect.poll(() => closed, { intervals: [5] }).toBe(1);
});
