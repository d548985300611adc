// The five operations in k6. The bench runs this script, and passes the work and the load in environment variables.
import { check, sleep } from 'k6';
import http from 'k6/http';

const work = JSON.parse(open(__ENV.BENCH_WORK));
const thinkSeconds = Number(__ENV.BENCH_THINK_MS) / 1000;

export const options = {
  scenarios: {
    desk: {
      executor: 'constant-vus',
      vus: Number(__ENV.BENCH_VUS),
      duration: `${__ENV.BENCH_SECONDS}s`,
      gracefulStop: '2s',
    },
  },
  summaryTrendStats: ['med', 'p(95)', 'p(99)'],
  // k6 reports percentiles per operation only for operations that have a threshold.
  thresholds: Object.fromEntries(
    work.operations.map(({ id }) => [`http_req_duration{op:${id}}`, ['p(95)<60000']]),
  ),
};

const plans = work.operations.map((operation) => ({
  ...operation,
  checks: {
    status: (reply) => reply.status === operation.status,
    type: (reply) => reply.headers['Content-Type'].startsWith(operation.contentType),
    body: (reply) =>
      operation.contains === '[' ? reply.body.startsWith('[') : reply.body.includes(operation.contains),
  },
}));

let dealId = work.dealId;
let sent = 0;

export default function () {
  for (const plan of plans) {
    const { path, body } = plan.requests[Math.floor(Math.random() * plan.requests.length)];
    sent += 1;
    const number = `${__VU.toString(16).padStart(8, '0')}${sent.toString(16).padStart(8, '0')}`;
    const headers = {
      traceparent: `00-0123456789abcdef${number}-${number}-01`,
      'x-forwarded-for': `198.18.${Math.floor(__VU / 250)}.${(__VU % 250) + 1}`,
      authorization: work.authorization,
    };
    if (body !== '') headers['content-type'] = 'application/json';
    const reply = http.request(
      plan.method,
      work.origin + path.replace(work.dealId, dealId),
      body === '' ? null : body,
      { headers, tags: { op: plan.id, name: plan.id } },
    );
    if (check(reply, plan.checks) && plan.id === 'deals.create') dealId = JSON.parse(reply.body).id;
    if (thinkSeconds > 0) sleep(thinkSeconds);
  }
}

/** Prints the report that the bench reads, as the last line of the output. */
export function handleSummary({ metrics }) {
  const { values: times } = metrics.http_req_duration;
  const report = {
    requests: metrics.http_reqs.values.count,
    failed: metrics.checks.values.fails,
    p95Ms: times['p(95)'],
    p99Ms: times['p(99)'],
    startLagP99Ms: null,
  };
  return { stdout: `${JSON.stringify(report)}\n` };
}
