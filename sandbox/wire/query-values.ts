import type { FastifyRequest } from 'fastify';

/** The first value of a query parameter, or undefined when it is missing or empty. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** Page of a list: `limit` from 1 to 100, silently 50 for anything else; `offset` 0 or more. */
export function queryPage(request: FastifyRequest): { readonly limit: number; readonly offset: number } {
  const limit = Number(queryText(request, 'limit'));
  const offset = Number(queryText(request, 'offset'));
  return {
    limit: Number.isInteger(limit) && limit >= 1 && limit <= 100 ? limit : 50,
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
  };
}

/** An ILIKE pattern that matches `text` anywhere; wildcards in `text` are escaped. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
