import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import { operationById } from '../../../src/target/catalogue.ts';
import { fixedHeaders } from '../work/fixed-requests.ts';
import { PEER_AUTHORIZATION } from '../work/peer-work.ts';
import { benchContext } from '../work/workload.ts';
import { printReport, shapeFromArguments } from './subject-shape.ts';

// A burst as the suite runs it: one operation, a new request each time, every reply checked.
const { origin, vus, seconds } = shapeFromArguments();
const context = benchContext(0);
// It has a body, and a path without an id.
const operation = operationById('tax.calculate');
const { outcomes, successes } = await saturatingBurst(
  {
    operation,
    origin,
    tlsVerify: true,
    headers: { ...fixedHeaders({ authorization: PEER_AUTHORIZATION }), 'content-type': 'application/json' },
    next: () => operation.build(context, operation.path),
  },
  { connections: vus, durationMs: seconds * 1000 },
);
const requests = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
const [p95Us, p99Us] = [successes.percentileUs(95), successes.percentileUs(99)];
printReport({
  requests,
  failed: requests - (outcomes.ok ?? 0),
  p95Ms: p95Us === undefined ? null : p95Us / 1000,
  p99Ms: p99Us === undefined ? null : p99Us / 1000,
  startLagP99Ms: null,
});
