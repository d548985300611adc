import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, json, test } from '../../made/small-server.ts';

const SENDER = fileURLToPath(new URL('../../made/sends-burst.ts', import.meta.url));

/** What `sends-burst.ts` prints. */
interface SentBurst {
  readonly slowestMs: number;
  readonly slowestAtLeastMs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly ownFailures?: Readonly<Record<string, number>>;
  readonly waitedMs: readonly number[];
  readonly stoodStillMs: number;
}

/** Sends a burst from a process of its own, which stands still for a while after the target got its first request. */
async function stoppedBurst(
  origin: string,
  burst: { readonly durationMs: number; readonly longestEndMs: number },
  stop: {
    readonly began: Promise<void>;
    readonly afterMs: number;
    readonly forMs: number;
    /** Called when it is about to go on. */
    onEnd?(): void;
  },
): Promise<SentBurst> {
  const args = [SENDER, origin, String(burst.durationMs), String(burst.longestEndMs)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const printed = text(child.stdout);
    const ended = once(child, 'exit');
    await stop.began;
    await sleep(stop.afterMs);
    child.kill('SIGSTOP');
    await sleep(stop.forMs);
    stop.onEnd?.();
    child.kill('SIGCONT');
    await ended;
    return JSON.parse(await printed);
  } finally {
    child.kill('SIGKILL');
  }
}

test('a stop of the process that sends does not count as latency of the target: it is in the bound of what was read after it', async ({
  serve,
}) => {
  const measured = async () => {
    const first = Promise.withResolvers<void>();
    const { origin } = await serve((_request, response) => {
      first.resolve();
      setTimeout(() => json(response, 200, { id: 1 }), 20);
    });
    const burst = { durationMs: 1_500, longestEndMs: 5_000 };
    const sent = await stoppedBurst(origin, burst, { began: first.promise, afterMs: 300, forMs: 700 });
    return {
      sawTheStop: sent.slowestMs > 600 && sent.stoodStillMs > 600,
      tookItOff: sent.slowestAtLeastMs < 400,
    };
  };
  // On a busy machine the target itself may be slow for a while.
  await expect.poll(measured, { timeout: 30_000 }).toEqual({ sawTheStop: true, tookItOff: true });
});

test('a connection that is closed on the request after a stop does not count against the target, one closed later does', async ({
  serve,
}) => {
  const first = Promise.withResolvers<void>();
  let served: number | undefined;
  const { origin } = await serve((request, response) => {
    first.resolve();
    if (served !== undefined) served += 1;
    if (served === 1 || served === 2 || served === 9) request.socket.destroy();
    else setTimeout(() => json(response, 200, { id: 1 }), 20);
  });
  const onEnd = () => {
    served = 0;
  };
  const burst = { durationMs: 1_500, longestEndMs: 5_000 };
  const stop = { began: first.promise, afterMs: 200, forMs: 400, onEnd };
  const { outcomes, ownFailures } = await stoppedBurst(origin, burst, stop);
  expect([outcomes.reset, ownFailures]).toEqual([3, { reset: 2 }]);
});

test('an answer that came while the process stood still, over the end of the burst, is an answer and no wait', async ({
  serve,
}) => {
  const first = Promise.withResolvers<void>();
  const { origin } = await serve((_request, response) => {
    first.resolve();
    setTimeout(() => json(response, 200, { id: 1 }), 500);
  });
  // It sends no more after 100 ms, is stopped before the answers come, and goes on when it should have cut them.
  const burst = { durationMs: 100, longestEndMs: 600 };
  const stop = { began: first.promise, afterMs: 300, forMs: 800 };
  const { outcomes, waitedMs } = await stoppedBurst(origin, burst, stop);
  expect([outcomes, waitedMs]).toEqual([{ ok: 2 }, []]);
});
