import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Behaviour,
  type Blackout,
  hrtimeMs,
  type TargetAnswer,
  type TargetOrder,
  type TruthEntry,
} from './behaviour.ts';

// The target of known truth: a child process with a plain HTTP server that logs when each request was received and
// when its last byte was out, on its own clock. Late timers are no error of a measurement: the log has what happened.
const behaviour = JSON.parse(process.argv[2] ?? '') as Behaviour;
const BODY = Buffer.from(JSON.stringify({ ok: true, text: 'x'.repeat(200) }));
const SIGN_IN = JSON.stringify({
  access_token: 'calibration.access.token',
  refresh_token: 'calibration.refresh.token',
  expires_in: 3600,
  user: { id: 'calibration', email: 'calibration@example.com', dealership_id: 'calibration' },
});

let entries: TruthEntry[] = [];
let blackouts: Blackout[] = [];
let served = 0;
let held: (() => void)[] | undefined;
let timer: NodeJS.Timeout | undefined;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const receivedMs = hrtimeMs();
  if (request.url?.startsWith('/api/') === true) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(SIGN_IN);
    return;
  }
  const number = numberOf(request);
  served += 1;
  const isTenth = served % 10 === 0;
  const isError = behaviour.kind === 'errors' && isTenth;
  const end = () => {
    if (!response.headersSent) writeHead(response, isError ? 500 : 200);
    response.end(BODY);
    entries.push({ number, receivedMs, endedMs: hrtimeMs(), ok: !isError });
  };
  const endOrHold = () => (held === undefined ? end() : held.push(end));
  if (behaviour.kind === 'slow body') {
    writeHead(response, 200);
    response.flushHeaders();
  }
  if (isError) end();
  else
    setTimeout(endOrHold, behaviour.kind === 'two humps' && isTenth ? behaviour.slowMs : behaviour.delayMs);
}

function writeHead(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': BODY.length });
}

/** 00-<16 digits of the process><16 digits of the number>-… */
function numberOf({ headers }: IncomingMessage): number {
  const { traceparent } = headers;
  return typeof traceparent === 'string' ? Number.parseInt(traceparent.slice(19, 35), 16) : 0;
}

function blackOut(): void {
  if (behaviour.kind !== 'pause' && behaviour.kind !== 'stall') return;
  const { kind, everyMs, lengthMs } = behaviour;
  const fromMs = hrtimeMs();
  timer = setTimeout(blackOut, everyMs);
  if (kind === 'pause') {
    // Sleeps with the event loop: no CPU is taken from those who measure.
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

function begin(): void {
  entries = [];
  blackouts = [];
  clearTimeout(timer);
  if (behaviour.kind === 'pause' || behaviour.kind === 'stall')
    timer = setTimeout(blackOut, behaviour.firstMs);
}

const server = createServer(answer);
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  tell({ kind: 'listening', port: (server.address() as AddressInfo).port });
});
process.on('message', (order: TargetOrder) => {
  if (order.kind === 'begin') {
    begin();
    tell({ kind: 'begun' });
  } else {
    clearTimeout(timer);
    tell({ kind: 'log', log: { entries, blackouts } });
  }
});
process.on('disconnect', () => process.exit());

function tell(what: TargetAnswer): void {
  process.send?.(what);
}
