import { Client, type Dispatcher } from 'undici';
import { fixedRequests } from '../work/fixed-requests.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// The smallest possible undici loop: prepared requests, sent by undici's lowest-level call, replies dropped. It checks
// nothing and records nothing, so it is the upper limit for our virtual users.
const { origin, vus, seconds } = shapeFromArguments();
const untilMs = performance.now() + seconds * 1000;
const work = fixedRequests().map((request) => ({
  ...request,
  body: request.body || null,
  // undici takes a flat list without converting it.
  headers: Object.entries(request.headers).flat(),
}));
let requests = 0;
let failed = 0;

function loop(): Promise<void> {
  const client = new Client(origin, { pipelining: 1 });
  let next = 0;
  return new Promise((resolve) => {
    const send = () => {
      const request = work[next];
      if (request === undefined || performance.now() > untilMs) {
        resolve(client.destroy());
        return;
      }
      next = (next + 1) % work.length;
      client.dispatch(request, handler);
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart: () => undefined,
      onResponseData: () => undefined,
      onResponseEnd: () => {
        requests += 1;
        send();
      },
      onResponseError: () => {
        failed += 1;
        resolve(client.destroy());
      },
    };
    send();
  });
}

await Promise.all(Array.from({ length: vus }, loop));
printReport({ requests, failed, p95Ms: null, p99Ms: null, startLagP99Ms: null });
