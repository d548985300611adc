import autocannon from 'autocannon';
import { fixedHeaders } from '../work/fixed-headers.ts';
import { PEER_AUTHORIZATION, peerWork } from '../work/peer-work.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// autocannon as it comes, with a list of fixed requests and its own figures.
const { origin, vus, seconds } = shapeFromArguments();
const { requests, non2xx, errors, latency } = await autocannon({
  url: origin,
  connections: vus,
  duration: seconds,
  requests: peerWork().flatMap(({ method, requests: [request] }) =>
    request === undefined
      ? []
      : [
          {
            method: method as 'GET' | 'POST' | 'PUT',
            path: request.path,
            headers: {
              ...fixedHeaders({ authorization: PEER_AUTHORIZATION }),
              ...(request.body !== '' && { 'content-type': 'application/json' }),
            },
            ...(request.body !== '' && { body: request.body }),
          },
        ],
  ),
});
printReport({
  requests: requests.total,
  failed: non2xx + errors,
  p95Ms: null,
  p99Ms: latency.p99,
  startLagP99Ms: null,
});
