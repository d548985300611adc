import type { FailedRequest } from './traffic-parts.ts';

/** Values that tell nothing of a customer or a user; all others are hidden. */
const HARMLESS = new Set(['limit', 'offset', 'is_archived', 'active_only']);

/**
 * A failed request as one line of the debug log: method, path, status, timing and trace id. There is nothing secret in
 * it: no header, no body, and of the query only what tells nothing of a person.
 *
 * @example failed deals.create: POST /api/v1/deals, 500 (server_error) after 12.3 ms, trace 4bf92f3577b34da6a3ce929d0e0e4736
 */
export function failureLine(failed: FailedRequest): string {
  const { operationId, method, path, outcome, status, latencyMs, traceId } = failed;
  const answer = status === 0 ? `no answer (${outcome})` : `${status} (${outcome})`;
  const timing = latencyMs === undefined ? '' : ` after ${latencyMs.toFixed(1)} ms`;
  const trace = traceId === '' ? '' : `, trace ${traceId}`;
  return `failed ${operationId}: ${method} ${hideQuery(path)}, ${answer}${timing}${trace}`;
}

function hideQuery(path: string): string {
  const [route = '', query] = path.split(/\?(.*)/s);
  if (query === undefined) return route;
  const parts = query.split('&').map((part) => {
    const [name = ''] = part.split('=', 1);
    return HARMLESS.has(name) ? part : `${name}=***`;
  });
  return `${route}?${parts.join('&')}`;
}
