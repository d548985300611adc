// What Artillery's script calls: the next prepared request, and whether the time is up.
import { readFileSync } from 'node:fs';

const work = JSON.parse(readFileSync(process.env.BENCH_WORK, 'utf8'));
let untilMs;

function prepare(id) {
  const { requests } = work.operations.find((operation) => operation.id === id);
  return async (request, context) => {
    const { path, body } = requests[Math.floor(Math.random() * requests.length)];
    request.url = work.origin + path.replace(work.dealId, context.vars.dealId ?? work.dealId);
    request.headers = {
      ...request.headers,
      authorization: work.authorization,
      'x-forwarded-for': '198.18.0.1',
      traceparent: '00-0123456789abcdef0000000000000001-0000000000000001-01',
    };
    if (body !== '') {
      request.headers['content-type'] = 'application/json';
      request.body = body;
    }
  };
}

export const prepare_customers_search = prepare('customers.search');
export const prepare_deals_create = prepare('deals.create');
export const prepare_deals_get = prepare('deals.get');
export const prepare_deals_update = prepare('deals.update');
export const prepare_tax_calculate = prepare('tax.calculate');

/** Takes a callback because not every version of Artillery awaits a promise here. */
export function untilOver(_context, next) {
  untilMs ??= performance.now() + Number(process.env.BENCH_SECONDS) * 1000;
  return next(performance.now() < untilMs);
}
