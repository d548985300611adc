import { operations } from '../../src/target/catalogue.ts';

interface KnownRoute {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly literals: number;
}

/** Two operations share a route, and only the query tells them apart. */
const QUERY_OF: Readonly<Record<string, string>> = { 'customers.search': '\\?(.*&)?search=' };

/** Routes with more literal text first: `/deals/stats` is not a deal named `stats`. */
const routes: readonly KnownRoute[] = operations
  .map(({ id, method, path }) => {
    const [route = ''] = path.split('?');
    const parts = route.split(/\{[^}]*\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const query = QUERY_OF[id] ?? '';
    return {
      id,
      method,
      pattern: new RegExp(`^${parts.join('[^/?]+')}${query === '' ? '(\\?|$)' : query}`),
      literals: (parts.join('') + query).length,
    };
  })
  .sort((one, other) => other.literals - one.literals);

/** The operation of the catalogue that a request belongs to, by its method and path; undefined for any other request. */
export function operationOfRequest(method: string, path: string): string | undefined {
  return routes.find((route) => route.method === method && route.pattern.test(path))?.id;
}
