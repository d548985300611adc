import { PEER_AUTHORIZATION, peerWork } from './peer-work.ts';
import type { WorkFile } from './work-file.ts';

/** A trace context for tools that cannot create one per request. */
const TRACEPARENT = '00-0123456789abcdef0000000000000001-0000000000000001-01';

/** One request per operation, for tools that repeat the same ones. */
export interface FixedRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a request without one. */
  readonly body: string;
}

/** The first prepared request of each of the five operations, with its headers. */
export function fixedRequests(): readonly FixedRequest[] {
  return peerWork().flatMap(({ method, requests: [request] }) => {
    if (request === undefined) return [];
    const { path, body } = request;
    const headers = {
      ...fixedHeaders({ authorization: PEER_AUTHORIZATION }),
      ...(body !== '' && { 'content-type': 'application/json' }),
    };
    return [{ method: method as FixedRequest['method'], path, headers, body }];
  });
}

/** The headers that every request has whatever its body, for tools that send the same ones each time. */
export function fixedHeaders({
  authorization,
}: Pick<WorkFile, 'authorization'>): Readonly<Record<string, string>> {
  return { authorization, 'x-forwarded-for': '198.18.0.1', traceparent: TRACEPARENT };
}

/** The same headers as `name: value`. */
export function headerLines(work: Pick<WorkFile, 'authorization'>): readonly string[] {
  return Object.entries(fixedHeaders(work)).map(([name, value]) => `${name}: ${value}`);
}
