import type { Socket } from 'node:net';
import { serveOrders } from '../shared/bare-server.ts';
import { hrtimeMs, RequestLog } from '../shared/request-log.ts';
import type { Behaviour, Blackout, TargetAnswer, TargetOrder } from './behaviour.ts';
import { numberOf } from './numbered-traces.ts';
import { SERVER_ERROR, SIGNED_IN, SUCCESS } from './replies.ts';

// The process of the known target. It logs on its own clock when it received each request and when the last byte of
// the reply was out. A late timer is no error of a measurement: the log holds what really happened.
const behaviour = JSON.parse(process.argv[2] ?? '') as Behaviour;
const log = new RequestLog();
let blackouts: Blackout[] = [];
let served = 0;
let held: (() => void)[] | undefined;
let timer: NodeJS.Timeout | undefined;

function answer(socket: Socket, head: string): void {
  const receivedMs = hrtimeMs();
  if (head.startsWith('POST ')) {
    socket.write(SIGNED_IN.whole);
    return;
  }
  const number = numberOf(head);
  const isWarmUp = head.startsWith('GET /warm-up');
  served += 1;
  const isTenth = served % 10 === 0;
  const isError = behaviour.kind === 'errors' && isTenth;
  const hasSlowBody = behaviour.kind === 'slow body';
  const bytes = isError ? SERVER_ERROR.whole : hasSlowBody ? SUCCESS.body : SUCCESS.whole;
  const end = () => {
    socket.write(bytes);
    log.add({ number, receivedMs, endedMs: hrtimeMs(), ok: !isError });
  };
  if (isError) {
    end();
    return;
  }
  if (hasSlowBody) socket.write(SUCCESS.head);
  const delayMs = isWarmUp ? 0 : delayOf(served);
  setTimeout(() => (held === undefined ? end() : held.push(end)), delayMs);
}

function delayOf(count: number): number {
  const { kind, delayMs } = behaviour;
  if (kind === 'two humps' && count % 10 === 0) return behaviour.slowMs;
  // From 0.6 to 1.4 times the delay: otherwise connections that were held back together would stay in step, and a
  // client that receives a hundred replies at once makes the last of them wait for the first.
  if (kind === 'stall') return delayMs * (0.6 + ((count * 37) % 81) / 100);
  return delayMs;
}

function blackOut(): void {
  if (behaviour.kind !== 'pause' && behaviour.kind !== 'stall') return;
  const { kind, everyMs, lengthMs } = behaviour;
  timer = setTimeout(blackOut, everyMs);
  const fromMs = hrtimeMs();
  if (kind === 'pause') {
    // Blocks the event loop without using the CPU that the measurer needs.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lengthMs);
    blackouts.push({ fromMs, toMs: hrtimeMs() });
    return;
  }
  held = [];
  setTimeout(() => {
    const waiting = held ?? [];
    held = undefined;
    blackouts.push({ fromMs, toMs: hrtimeMs() });
    for (const end of waiting) end();
  }, lengthMs);
}

function obey({ kind }: TargetOrder): TargetAnswer {
  clearTimeout(timer);
  if (kind === 'report') return { kind: 'log', requests: log.pack(), blackouts };
  log.clear();
  blackouts = [];
  if (behaviour.kind === 'pause' || behaviour.kind === 'stall')
    timer = setTimeout(blackOut, behaviour.firstMs);
  return { kind: 'begun' };
}

serveOrders(answer, obey);
