import { Client, type Dispatcher } from 'undici';
import { fixedHeaders } from '../work/fixed-headers.ts';
import { PEER_AUTHORIZATION, peerWork } from '../work/peer-work.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// The loop that one writes by undici's documentation: await the request, read the reply's text, send the next one.
// It checks nothing and records nothing either.
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
          headers: {
            ...fixedHeaders({ authorization: PEER_AUTHORIZATION }),
            ...(request.body === '' ? {} : { 'content-type': 'application/json' }),
          },
        },
      ],
);
let requests = 0;

async function loop(): Promise<void> {
  const client = new Client(origin, { pipelining: 1 });
  while (performance.now() < untilMs) {
    for (const request of work) {
      const { body } = await client.request(request);
      await body.text();
      requests += 1;
    }
  }
  await client.destroy();
}

await Promise.all(Array.from({ length: vus }, loop));
printReport({ requests, failed: 0, p95Ms: null, p99Ms: null, startLagP99Ms: null });
