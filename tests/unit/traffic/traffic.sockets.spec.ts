import { figuresByOperation, figuresOverall } from '../../../src/measure/operation-figures.ts';
import { readSlices } from '../../../src/measure/slice-file.ts';
import { operations } from '../../../src/target/catalogue.ts';
import { signInAccounts } from '../../../src/target/session/account-pool.ts';
import { socketMeasures } from '../../../src/target/socket-measures.ts';
import { chooseOperations } from '../../../src/traffic/plan/choose-operations.ts';
import { runTraffic } from '../../../src/traffic/traffic.ts';
import { expect, type SocketServer, test as withSockets } from '../../made/socket-server.ts';

const offers = {
  operations: Object.fromEntries(operations.map(({ id, path }) => [id, { kind: 'offered', path } as const])),
  sockets: Object.fromEntries(socketMeasures.map(({ id }) => [id, { kind: 'offered', path: '' } as const])),
};

/** Tests that put socket users, and nobody else, on a target for some seconds of real time. */
const test = withSockets.extend<{ run(server: SocketServer, seconds: number): Promise<Ran> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  run: async ({}, use) => {
    await use(async ({ target }, seconds) => {
      const { sessions } = await signInAccounts({
        target,
        count: 3,
        dealershipId: () => 'd',
        onSignedIn: () => undefined,
      });
      const slicesPath = withSockets.info().outputPath('slices.jsonl');
      const [created, failures, troubles]: [string[], string[], string[]] = [[], [], []];
      await runTraffic({
        target,
        stages: [
          { durationSeconds: 0, targetVus: 1 },
          { durationSeconds: seconds, targetVus: 1 },
        ],
        ...chooseOperations(offers, socketMeasures.map(({ id }) => id).join(',')),
        sessions,
        dealershipId: '9d1c2b3a-4f5e-5a6b-8c7d-0e1f2a3b4c5d',
        runTag: 'rtest',
        slicesPath,
        created: ({ id }) => created.push(id),
        onFailure: ({ operationId, outcome }) => failures.push(`${operationId} ${outcome}`),
        onProgress: () => undefined,
        onGone: () => undefined,
        onTrouble: (error) => troubles.push(String(error)),
        signal: new AbortController().signal,
      });
      const slices = readSlices(slicesPath);
      expect(troubles).toEqual([]);
      return { slices, figures: figuresByOperation(slices), created, failures };
    });
  },
});

interface Ran {
  readonly slices: ReturnType<typeof readSlices>;
  readonly figures: ReturnType<typeof figuresByOperation>;
  readonly created: readonly string[];
  readonly failures: readonly string[];
}

test('a pair opens its sockets, has round trips, and sees what the other posts', async ({
  run,
  serveSockets,
}) => {
  const server = await serveSockets();
  const { slices, figures, created, failures } = await run(server, 5);
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
  expect(created.filter((id) => id === 'messaging.sendMessage').length).toBe(ok['messaging.fanout']);
  expect(created.filter((id) => id === 'showroom.createVisit').length).toBe(ok['showroom.fanout']);
  expect(figuresOverall(slices).sent).toBe(0);
  const posted = server.requests.filter((line) => !line.includes('/auth/')).length;
  expect(slices.reduce((sum, { preparation }) => sum + (preparation?.sent ?? 0), 0)).toBe(posted);
  await expect.poll(() => server.open, { intervals: [5] }).toBe(0);
});

test('sockets that are dropped are counted, opened again, and listen again', async ({
  run,
  serveSockets,
}) => {
  const server = await serveSockets();
  const drop = setTimeout(() => server.dropAll(), 1_000);
  const { slices, figures } = await run(server, 7);
  clearTimeout(drop);
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
  run,
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

test('an event that is still waited for at the end is unfinished, not failed', async ({
  run,
  serveSockets,
}) => {
  const { figures, failures } = await run(await serveSockets({ isMute: true }), 3);
  expect(figures.get('messaging.fanout')).toMatchObject({ sent: 1, ok: 0, failed: 0, unfinished: 1 });
  expect(failures).toEqual([]);
});
