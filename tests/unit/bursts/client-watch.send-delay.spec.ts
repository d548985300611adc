import { EventEmitter } from 'node:events';
import { expect, test } from '@playwright/test';
import { ClientWatch } from '../../../src/bursts/client-watch.ts';

const SLOW_MS = 20;

/** A client of autocannon on a socket that takes a while to write, as one does whose process loses its core. */
class SlowClient extends EventEmitter {
  readonly conn = Object.assign(new EventEmitter(), { destroyed: false, write: () => this.#write() });
  readonly pipelinedRequests = { clear: () => undefined };
  readonly requestIterator = {
    nextRequest: () => undefined,
    currentRequest: { requestBuffer: Buffer.from('GET / HTTP/1.1') },
  };
  readonly parser = { initialize: () => undefined };
  writeMs = 0;

  /** As autocannon does: the event, then the write. */
  sends(): void {
    this.emit('request');
    this.conn.write();
  }

  #write(): boolean {
    const endMs = performance.now() + this.writeMs;
    while (performance.now() < endMs);
    return true;
  }
}

function watched(client: SlowClient): ClientWatch {
  const nothing = () => undefined;
  return new ClientWatch(client as unknown as ConstructorParameters<typeof ClientWatch>[0], true, {
    onNext: () => 'GET / HTTP/1.1',
    onLost: nothing,
    onRepeated: nothing,
    onForgiven: nothing,
    onDone: nothing,
  });
}

test('the time in which a socket was written to is known for each request of a burst', () => {
  const client = new SlowClient();
  const watch = watched(client);
  client.sends();
  client.conn.emit('connect');
  watch.answered();
  client.writeMs = SLOW_MS;
  client.sends();
  expect(watch.answered()).toMatchObject({ isWarm: true, sendDelayMs: expect.any(Number) });
  expect(watch.sendDelayMs).toBeGreaterThanOrEqual(SLOW_MS);
  client.writeMs = 0;
  const quickMs = Array.from({ length: 5 }, () => {
    client.sends();
    return watch.answered().sendDelayMs;
  });
  // Another process may take the core away in one of them.
  expect(Math.min(...quickMs)).toBeLessThan(SLOW_MS);
});

test('the first request of a connection counts from its opening until what had waited for it is written', async () => {
  const client = new SlowClient();
  const watch = watched(client);
  client.sends();
  client.conn.on('connect', () => {
    const endMs = performance.now() + SLOW_MS;
    while (performance.now() < endMs);
  });
  client.conn.emit('connect');
  await Promise.resolve();
  const { isWarm, sendDelayMs } = watch.answered();
  expect(isWarm).toBe(false);
  expect(sendDelayMs).toBeGreaterThanOrEqual(SLOW_MS);
});
