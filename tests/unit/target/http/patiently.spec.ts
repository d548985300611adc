import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../../src/target/http/exchange.ts';
import { patiently } from '../../../../src/target/http/patiently.ts';

/** Sends that get these statuses one after the other, each with this header; the last again and again. */
function sends(statuses: readonly number[], retryAfter: string | undefined) {
  let sent = 0;
  const send = async () => {
    const status = statuses[Math.min(sent, statuses.length - 1)] ?? 0;
    sent += 1;
    return { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } } as Exchange;
  };
  return { send, count: () => sent };
}

for (const [what, statuses, retryAfter, status, times] of [
  ['a reply is taken as it is', [200], undefined, 200, 1],
  ['a refusal is sent again after the time that it asks for', [429, 429, 200], '0', 200, 3],
  ['a third refusal is the last', [429], '0', 429, 3],
  ['a refusal that names no time is not sent again', [429, 200], undefined, 429, 1],
  ['a refusal for an hour is not waited for', [429, 200], '3600', 429, 1],
  ['another error is not sent again', [503, 200], '0', 503, 1],
] as const) {
  test(what, async () => {
    const { send, count } = sends(statuses, retryAfter);
    expect((await patiently(send)).status).toBe(status);
    expect(count()).toBe(times);
  });
}

test('waiting for a limiter ends with its signal, and nothing is sent after it', async () => {
  const { send, count } = sends([429, 200], '60');
  const end = new AbortController();
  const sent = patiently(send, end.signal);
  end.abort();
  expect((await sent).status).toBe(429);
  expect(count()).toBe(1);
});
