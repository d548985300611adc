import { connect, createServer, type Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { OwnDelay } from '../../src/measure/own-delay.ts';
import { goRealTime } from '../calibration/undelayed.ts';
import { RecordedExchange } from './recorded-exchange.ts';
import type { ProxyAnswer, ProxyOrder, RecordedRequest, SlowRoute } from './recorded-request.ts';

// The truth of a real run: a process between the suite and the target that notes when each request came and when its reply
// had left. It copies bytes and understands nothing else, so it adds little, and it has real-time priority where the
// system grants it, so that busy processes do not delay its notes. Started with the target's port, and the route that it
// makes slow, if any.

const MONITOR_MS = 10;
const targetPort = Number(process.argv[2]);
const slow = JSON.parse(process.argv[3] ?? 'null') as SlowRoute | null;
const ownDelay = new OwnDelay();
const delay = monitorEventLoopDelay({ resolution: MONITOR_MS });
const open = new Set<RecordedExchange>();
let requests: RecordedRequest[] = [];

goRealTime();
delay.enable();
const server = createServer({ noDelay: true }, (client) => pass(client));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('recording proxy: it has no TCP port');
  process.send?.({ kind: 'listening', port: address.port });
});
process.on('message', (order: ProxyOrder) => {
  if (order.kind === 'take') process.send?.(take());
});
process.on('disconnect', () => process.exit());

function pass(client: Socket): void {
  const target = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
  const exchange = new RecordedExchange((request) => requests.push(request));
  open.add(exchange);
  client.on('data', (bytes: Buffer) => {
    exchange.sent(bytes, wallMs(), ownDelay.mark(performance.now()));
    if (!target.write(bytes)) client.pause();
  });
  const reply = (bytes: Buffer) => {
    // A user who has left gets no reply, so there is none to record.
    if (client.destroyed) return;
    if (!client.write(bytes)) target.pause();
    exchange.replied(bytes, wallMs());
    // The more often the loop's idle time is read, the tighter the bound of a later request.
    ownDelay.mark(performance.now());
  };
  // Timers of the same length fire in the order in which they were set, so the bytes of a reply stay in order.
  target.on('data', (bytes: Buffer) => {
    if (slow !== null && isSlow(exchange, slow)) setTimeout(reply, slow.delayMs, bytes);
    else reply(bytes);
  });
  client.on('drain', () => target.resume());
  target.on('drain', () => client.resume());
  const close = () => {
    open.delete(exchange);
    exchange.finish();
    client.destroy();
    target.destroy();
  };
  client.on('end', () => target.end());
  target.on('end', () => client.end());
  for (const socket of [client, target]) socket.on('error', close).on('close', close);
}

function isSlow({ request }: RecordedExchange, { method, path }: SlowRoute): boolean {
  return request?.method === method && request.path.split('?', 1)[0] === path;
}

function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

function take(): ProxyAnswer {
  for (const exchange of open) exchange.finish();
  const taken = requests;
  requests = [];
  const beyond = (ns: number) => Math.max(0, ns / 1e6 - MONITOR_MS);
  return {
    kind: 'recorded',
    requests: taken,
    ownDelayP99Ms: beyond(delay.percentile(99)),
    ownDelayMaxMs: beyond(delay.max),
  };
}
