import { expect, test } from '@playwright/test';
import { sleep } from '../../../src/base/clock.ts';
import { BurstRecorder, type BurstResult } from '../../../src/bursts/burst-result.ts';
import { PacedSender } from '../../../src/bursts/paced-sender.ts';
import { OwnDelay } from '../../../src/measure/own-delay.ts';
import type { Connection } from '../../../src/target/http/connection.ts';
import { type Exchange, emptyExchange } from '../../../src/target/http/exchange.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { burstAt } from '../../made/operation.ts';

/** How a connection fares with one request: its opening takes so long, and fails where nothing comes after it. */
interface Fate {
  readonly opensMs: number;
  readonly answersMs?: number;
}

/** A connection that has to be opened for each request. */
class OpenedAnew {
  startDelayMs = 0;
  startedMs: number | undefined;
  readonly #clock: FakeClock;
  readonly #fates: Fate[];
  #latencyUs: number | undefined;

  constructor(clock: FakeClock, fates: Fate[]) {
    this.#clock = clock;
    this.#fates = fates;
  }

  async send(): Promise<Exchange> {
    this.startedMs = undefined;
    this.#latencyUs = undefined;
    const { opensMs, answersMs } = this.#fates.shift() ?? { opensMs: 0, answersMs: 0 };
    await sleep(this.#clock, opensMs);
    if (answersMs === undefined) return { ...emptyExchange(), failure: 'timeout' };
    this.startedMs = this.#clock.nowMs();
    await sleep(this.#clock, answersMs);
    this.#latencyUs = (this.#clock.nowMs() - this.startedMs) * 1000;
    const body = Buffer.from('{"id":1}');
    const answered = { status: 200, contentType: 'application/json', body, latencyUs: this.#latencyUs };
    return { ...emptyExchange(), ...answered };
  }

  latencySinceUs(intendedMs: number): number | undefined {
    if (this.startedMs === undefined || this.#latencyUs === undefined) return undefined;
    return (this.startedMs - intendedMs) * 1000 + this.#latencyUs;
  }
}

/** What a burst of requests every 100 ms on one connection measures. */
function burstOf(requests: number, fates: Fate[]): Promise<BurstResult> {
  const clock = new FakeClock();
  const ownDelay = new OwnDelay(0, { idleMs: () => clock.nowMs(), waitedMs: undefined });
  const recorder = new BurstRecorder(1_000, clock);
  const connection = new OpenedAnew(clock, fates) as unknown as Connection;
  const sender = new PacedSender(burstAt('http://127.0.0.1:9'), recorder, [connection], { clock, ownDelay });
  const sent = async () => {
    for (let number = 0; number < requests; number += 1) {
      if (number > 0) await sleep(clock, 100);
      sender.arrived(100 * number);
    }
    const end = await sender.end(60_000);
    sender.assertNoTrouble();
    return recorder.finish('things.get', { kind: 'paced', arrivalsPerSecond: 10 }, 1, end);
  };
  return clock.during(sent(), 1);
}

test('a connection that the target closes after each answer is opened anew, which is no delay of ours', async () => {
  const { arrivals, least, successes } = await burstOf(
    5,
    Array.from({ length: 5 }, () => ({ opensMs: 40, answersMs: 20 })),
  );
  expect(arrivals).toEqual({ offered: 5, notSent: 0, ownLate: 0 });
  expect(successes.count).toBe(5);
  expect((least.maxUs ?? 0) / 1000).toBeGreaterThanOrEqual(58);
});

test('who waits for a connection that does not open is not late by us, and what fails then is evidence', async () => {
  const burst = await burstOf(4, [{ opensMs: 1_000 }, { opensMs: 200 }, { opensMs: 0, answersMs: 10 }]);
  expect(burst.outcomes).toEqual({ ok: 2, timeout: 2 });
  expect(burst.ownFailures).toBeUndefined();
  expect(burst.arrivals).toEqual({ offered: 4, notSent: 0, ownLate: 0 });
  expect((burst.least.maxUs ?? 0) / 1000).toBeGreaterThan(900);
});
