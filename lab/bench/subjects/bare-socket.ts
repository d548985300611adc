import { connect } from 'node:net';
import { fixedRequests } from '../work/fixed-requests.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// What Node itself allows: prepared bytes written to a socket, and the next ones as soon as anything comes back. It has
// no parser and no library, and takes the reply for one piece, since the bench's server writes it at once. Nobody could
// use such a client, but no client in Node can be faster.
const { origin, vus, seconds } = shapeFromArguments();
const { hostname, port, host } = new URL(origin);
const untilMs = performance.now() + seconds * 1000;
const work = fixedRequests().map(({ method, path, headers, body }) => {
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
});
let requests = 0;
let failed = 0;

function loop(): Promise<void> {
  let next = 0;
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: Buffer.allocUnsafe(16 * 1024),
        callback: () => {
          requests += 1;
          send();
          return true;
        },
      },
    });
    const send = () => {
      if (performance.now() > untilMs) {
        socket.destroy();
        return;
      }
      socket.write(work[next] ?? '', 'latin1');
      next = (next + 1) % work.length;
    };
    socket.on('connect', send);
    socket.on('error', () => {
      failed += 1;
    });
    socket.on('close', () => resolve());
  });
}

await Promise.all(Array.from({ length: vus }, loop));
printReport({ requests, failed, p95Ms: null, p99Ms: null, startLagP99Ms: null });
