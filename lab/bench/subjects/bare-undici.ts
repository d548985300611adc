import { Client, type Dispatcher } from 'undici';
import { fixedHeaders } from '../work/fixed-headers.ts';
import { PEER_AUTHORIZATION, peerWork } from '../work/peer-work.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// The least that an undici loop can be: prepared requests, dispatched by the lowest call that undici offers, replies
// thrown away. It checks nothing and records nothing: the ceiling of what our virtual users could reach.
const { origin, vus, seconds } = shapeFromArguments();
const untilMs = performance.now() + seconds * 1000;
const work = peerWork().flatMap(({ method, requests: [request] }) =>
  request === undefined
    ? []
    : [
        {
          method: method as Dispatcher.HttpMethod,
          path: request.path,
          body: request.body || null,
          headers: [
            ...Object.entries(fixedHeaders({ authorization: PEER_AUTHORIZATION })).flat(),
            ...(request.body === '' ? [] : ['content-type', 'application/json']),
          ],
        },
      ],
);
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
