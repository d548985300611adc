import { Client } from 'undici';
import { fixedRequests } from '../work/fixed-requests.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// A loop as undici's documentation shows it: await the request, read the reply's text, send the next request. It checks
// nothing and records nothing.
const { origin, vus, seconds } = shapeFromArguments();
const untilMs = performance.now() + seconds * 1000;
const work = fixedRequests().map((request) => ({ ...request, body: request.body || null }));
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
