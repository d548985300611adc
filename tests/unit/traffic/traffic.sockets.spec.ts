import { figuresByOperation, figuresOverall } from '../../../src/measure/operation-figures.ts';
import { operations } from '../../../src/target/catalogue.ts';
import { socketMeasures } from '../../../src/target/socket-measures.ts';
import { chooseOperations } from '../../../src/traffic/plan/choose-operations.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { ranTraffic } from '../../made/ran-traffic.ts';
import { expect, type SocketServer, test } from '../../made/socket-server.ts';

const offers = {
  operations: Object.fromEntries(operations.map(({ id, path }) => [id, { kind: 'offered', path } as const])),
  sockets: Object.fromEntries(socketMeasures.map(({ id }) => [id, { kind: 'offered', path: '' } as const])),
};

/** Puts socket users, and nobody else, on a target. */
async function run({ target }: SocketServer, seconds: number, clock = new FakeClock()) {
  const chosen = chooseOperations(offers, socketMeasures.map(({ id }) => id).join(','));
  const ran = await ranTraffic(target, { seconds, clock, ...chosen });
  expect(ran.troubles).toEqual([]);
  return { ...ran, figures: figuresByOperation(ran.slices) };
}

test('a pair opens its sockets, has round trips, and sees what the other posts', async ({ serveSockets }) => {
  const server = await serveSockets();
  const { slices, figures, created, failures } = await run(server, 8);
  const ok = Object.fromEntries([...figures].map(([id, { ok }]) => [id, ok]));
  // Both have messaging open, one the board.
  expect(ok).toMatchObject({ 'messaging.connect': 2, 'showroom.connect': 1 });
  for (const id of ['messaging.ping', 'messaging.fanout', 'showroom.fanout'])
    expect(ok[id], id).toBeGreaterThanOrEqual(2);
  expect(failures).toEqual([]);
  // Each event was one of two in its frame.
  const events = slices.reduce((sum, { sockets }) => sum + (sockets?.events ?? 0), 0);
  expect(events).toBeGreaterThan((ok['messaging.fanout'] ?? 0) * 2);
  // What was posted goes to the journal like all else, and none of it counts as a measured request.
  const made = (id: string) => created.filter(({ operationId }) => operationId === id).length;
  expect(made('messaging.sendMessage')).toBe(ok['messaging.fanout']);
  expect(made('showroom.createVisit')).toBe(ok['showroom.fanout']);
  expect(figuresOverall(slices).sent).toBe(0);
  const posted = server.requests.filter((line) => !line.includes('/auth/')).length;
  expect(slices.reduce((sum, { preparation }) => sum + (preparation?.sent ?? 0), 0)).toBe(posted);
  await expect.poll(() => server.open, { intervals: [5] }).toBe(0);
});

test('sockets that are dropped are counted, opened again, and listen again', async ({ serveSockets }) => {
  const server = await serveSockets();
  const clock = new FakeClock();
  clock.after(1_000, () => server.dropAll());
  const { slices, figures } = await run(server, 9, clock);
  const sum = (key: 'drops' | 'reconnects') =>
    slices.reduce((total, { sockets }) => total + (sockets?.[key] ?? 0), 0);
  expect([sum('drops'), sum('reconnects')]).toEqual([3, 3]);
  expect(server.upgrades).toHaveLength(6);
  expect(figures.get('messaging.connect')?.ok).toBe(4);
  // Posts are two seconds apart: without the second subscription there would be one of each at most.
  expect(figures.get('messaging.fanout')?.ok).toBeGreaterThanOrEqual(2);
  expect(figures.get('showroom.fanout')?.ok).toBeGreaterThanOrEqual(1);
});

test('sockets that are refused are tried again after growing waits, never in a storm', async ({
  serveSockets,
}) => {
  const server = await serveSockets({ refusesWith: 503 });
  const { figures, failures } = await run(server, 5);
  // Waits of 0.5 to 1.5 s, then 1 to 3 s, then 2 to 6 s: two to four attempts of each of three sockets.
  expect(server.upgrades.length).toBeGreaterThanOrEqual(6);
  expect(server.upgrades.length).toBeLessThanOrEqual(12);
  expect(figures.get('messaging.connect')?.outcomes.server_error).toBeGreaterThanOrEqual(4);
  expect(new Set(failures)).toEqual(
    new Set(['messaging.connect server_error', 'showroom.connect server_error']),
  );
  expect(figures.has('messaging.fanout')).toBe(false);
});

test('an event that is still waited for at the end is unfinished, not failed', async ({ serveSockets }) => {
  const { figures, failures } = await run(await serveSockets({ isMute: true }), 4);
  expect(figures.get('messaging.fanout')).toMatchObject({ sent: 1, ok: 0, failed: 0, unfinished: 1 });
  expect(failures).toEqual([]);
});
