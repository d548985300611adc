import { expect, test } from '@playwright/test';
import { openRound, type RoundToOpen } from '../../../../lanes/journeys/open-round.ts';
import { noteSecret } from '../../../../src/base/secrets/known-secrets.ts';
import { OPAQUE_TOKEN } from '../../../made/secret-writings.ts';

/** A round of a stress whose journey cannot even be prepared. */
function failingRound(
  overload: boolean,
  isAlive = true,
  why = 'deals.create gave server_error (status 503)',
) {
  const written = new Map<string, unknown>();
  const round = {
    moment: 'peak',
    journey: 'create-deal',
    number: 2,
    of: 3,
    atMs: 10_000,
    slotMs: 5_000,
    vus: 500,
  };
  const spans = [{ kind: overload ? 'overload' : 'normal', fromMs: 0, toMs: 60_000 }];
  const run = {
    settings: { device: 'desk' },
    plan: {
      lanes: ['traffic'],
      plan: { overload: { spans } },
      offers: {},
      sockets: {},
      shims: [],
      runTag: 'r1234',
      rateLimits: {},
    },
    target: { uiBaseUrl: 'http://desk.test' },
    clock: { stopReason: () => undefined, elapsedMs: () => 11_000 },
    folder: { write: (name: string, record: unknown) => written.set(name, record) },
  };
  const journey = {
    name: 'create-deal',
    signedIn: true,
    steps: [],
    begin: async () => {
      throw new Error(`${why}\n  call log`);
    },
  };
  const session = { user: { id: 'u1', dealershipId: 'd1' }, account: { password: { reveal: () => 'p' } } };
  const browser = { isConnected: () => isAlive };
  return { written, begun: { run, round, journey, session, browser } as unknown as RoundToOpen };
}

test('a round that cannot be prepared under overload leaves its reason, and fails nothing', async () => {
  const { written, begun } = failingRound(true);
  expect(await openRound(begun, { fromMs: 10_020, lateMs: 20, vus: 480 })).toBeUndefined();
  expect([...written.values()]).toEqual([
    expect.objectContaining({
      journey: 'create-deal',
      window: { fromMs: 10_020, toMs: 11_000 },
      vus: 480,
      plannedVus: 500,
      steps: [],
      verdicts: [],
      brokenOff: 'deals.create gave server_error (status 503)',
    }),
  ]);
});

test('the reason of a round has no secret, though the page may have thrown it', async () => {
  noteSecret(OPAQUE_TOKEN);
  const thrown = `step 'open': the page threw Error: GET /deals?token=${encodeURIComponent(OPAQUE_TOKEN)}`;
  const { written, begun } = failingRound(true, true, thrown);
  await openRound(begun, { fromMs: 10_020, lateMs: 20, vus: 480 });
  expect([...written.values()]).toEqual([
    expect.objectContaining({ brokenOff: "step 'open': the page threw Error: GET /deals?token=***" }),
  ]);
});

test('a round that cannot be prepared at normal load fails', async () => {
  const { written, begun } = failingRound(false);
  await expect(openRound(begun, { fromMs: 10_020, lateMs: 20, vus: 480 })).rejects.toThrow('status 503');
  expect(written.size).toBe(0);
});

test('a round whose browser has died fails, under overload too', async () => {
  const { written, begun } = failingRound(true, false);
  await expect(openRound(begun, { fromMs: 10_020, lateMs: 20, vus: 480 })).rejects.toThrow('[BROWSER_GONE]');
  expect(written.size).toBe(0);
});
