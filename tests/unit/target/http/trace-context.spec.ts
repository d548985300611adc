import { expect, test } from '@playwright/test';
import { TraceContext, traceIdOf } from '../../../../src/target/http/trace-context.ts';

/** The ids of the next traces. */
const idsOf = (trace: TraceContext, count: number) =>
  Array.from({ length: count }, () => traceIdOf(trace.next()));

test('each header follows the W3C format: sampled, random, and no id is all zeros', () => {
  const header = new TraceContext().next();
  expect(header).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
  expect(header).not.toMatch(/-0+-/);
});

test('no two headers share an id, neither of one process nor of two', () => {
  const ids = [new TraceContext(), new TraceContext()].flatMap((trace) => idsOf(trace, 20_000));
  expect(new Set(ids).size).toBe(40_000);
});

test('all ids of a process begin with the same 16 digits, those of another with others', () => {
  const [one, other] = [new TraceContext(), new TraceContext()].map(
    (trace) => new Set(idsOf(trace, 1_000).map((id) => id.slice(0, 16))),
  );
  expect([one?.size, other?.size]).toEqual([1, 1]);
  expect(one).not.toEqual(other);
});

// A share of n draws is further than 5 standard deviations from its mean once in 1.7 million times.
const COUNT = 20_000;
const within = (share: number) => 5 * Math.sqrt((share * (1 - share)) / COUNT);

for (const [what, firstDigit] of [
  ['last 8 bytes, as older samplers', 16],
  ['last 7 bytes, as the consistent samplers', 18],
] as const) {
  for (const share of [0.01, 0.1, 0.5])
    test(`a sampler that reads the ${what} of OpenTelemetry do keeps ${share * 100} % of the requests`, () => {
      const kept = idsOf(new TraceContext(), COUNT).filter((id) => {
        const digits = id.slice(firstDigit);
        return Number.parseInt(digits, 16) / 16 ** digits.length < share;
      });
      expect(Math.abs(kept.length / COUNT - share)).toBeLessThan(within(share));
    });
}

test('each of the last 56 bits is set in half of the requests', () => {
  const ids = idsOf(new TraceContext(), COUNT).map((id) => BigInt(`0x${id.slice(18)}`));
  for (let bit = 0n; bit < 56n; bit += 1n) {
    const share = ids.filter((id) => (id >> bit) & 1n).length / COUNT;
    expect(Math.abs(share - 0.5), `bit ${bit}`).toBeLessThan(within(0.5));
  }
});

test('when the numbers of the requests roll over, the ids go on under a new beginning', () => {
  const ids = idsOf(new TraceContext(2 ** 32 - 1_000), 2_000);
  expect(new Set(ids).size).toBe(2_000);
  const beginnings = ids.map((id) => id.slice(0, 16));
  expect(new Set(beginnings.slice(0, 999)).size).toBe(1);
  expect(new Set(beginnings.slice(999)).size).toBe(1);
  expect(beginnings[998]).not.toBe(beginnings[999]);
});
