import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SERVER_ERROR, SIGNED_IN, SUCCESS } from './answers.ts';
import { type Behaviour, hrtimeMs, type TargetAnswer, type TargetOrder } from './behaviour.ts';
import { RequestReader } from './request-reader.ts';
import { LogKeeper } from './truth-log.ts';

// The target of known truth: a process of its own that logs when each request was received and when its last byte was
// out, on its own clock. Late timers are no error of a measurement: the log has what happened. It speaks HTTP over
// bare TCP, since what an HTTP server does before and after its handler would be a delay that no log has.
const behaviour = JSON.parse(process.argv[2] ?? '') as Behaviour;
const log = new LogKeeper();
let served = 0;
let held: (() => void)[] | undefined;
let timer: NodeJS.Timeout | undefined;

function answer(socket: Socket, head: string, receivedMs: number): void {
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
  // From 0.6 to 1.4 of it: connections that were held together would go in step for ever, and a client that takes
  // a hundred answers at once makes the last of them wait for the first.
  if (kind === 'stall') return delayMs * (0.6 + ((count * 37) % 81) / 100);
  return delayMs;
}

/** Of the header `traceparent: 00-<16 digits of the process><16 digits of the number>-…`; 0 without one. */
function numberOf(head: string): number {
  const at = head.indexOf('traceparent: 00-');
  return at < 0 ? 0 : Number.parseInt(head.slice(at + 32, at + 48), 16);
}

function blackOut(): void {
  if (behaviour.kind !== 'pause' && behaviour.kind !== 'stall') return;
  const { kind, everyMs, lengthMs } = behaviour;
  timer = setTimeout(blackOut, everyMs);
  const fromMs = hrtimeMs();
  if (kind === 'pause') {
    // Sleeps with the event loop: no CPU is taken from those who measure.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, lengthMs);
    log.addBlackout({ fromMs, toMs: hrtimeMs() });
    return;
  }
  held = [];
  setTimeout(() => {
    const waiting = held ?? [];
    held = undefined;
    log.addBlackout({ fromMs, toMs: hrtimeMs() });
    for (const end of waiting) end();
  }, lengthMs);
}

function tell(what: TargetAnswer): void {
  process.send?.(what);
}

process.on('message', (order: TargetOrder) => {
  clearTimeout(timer);
  if (order.kind === 'report') {
    tell({ kind: 'log', log: log.pack() });
    return;
  }
  log.clear();
  if (behaviour.kind === 'pause' || behaviour.kind === 'stall')
    timer = setTimeout(blackOut, behaviour.firstMs);
  tell({ kind: 'begun' });
});
process.on('disconnect', () => process.exit());

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new RequestReader();
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    const receivedMs = hrtimeMs();
    reader.read(text, (head) => answer(socket, head, receivedMs));
  });
  // A client may go as it likes.
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'listening', port: (server.address() as AddressInfo).port });
});
