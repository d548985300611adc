import autocannon from 'autocannon';
import { fixedRequests } from '../work/fixed-requests.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// autocannon with its defaults: a list of fixed requests, and its own figures.
const { origin, vus, seconds } = shapeFromArguments();
const { requests, non2xx, errors, latency } = await autocannon({
  url: origin,
  connections: vus,
  duration: seconds,
  requests: fixedRequests().map(({ body, ...request }) => ({ ...request, ...(body !== '' && { body }) })),
});
printReport({
  requests: requests.total,
  failed: non2xx + errors,
  p95Ms: null,
  p99Ms: latency.p99,
  startLagP99Ms: null,
});
