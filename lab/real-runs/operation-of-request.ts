import { operations } from '../../src/target/catalogue.ts';

interface KnownRoute {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly literals: number;
}

/** Routes with more literal text first: `/deals/stats` is not a deal named `stats`. */
const routes: readonly KnownRoute[] = operations
  .map(({ id, method, path }) => {
    const [route = ''] = path.split('?');
    const parts = route.split(/\{[^}]*\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return {
      id,
      method,
      pattern: new RegExp(`^${parts.join('[^/?]+')}(\\?|$)`),
      literals: parts.join('').length,
    };
  })
  .sort((one, other) => other.literals - one.literals);

/** The operation of the catalogue that a request belongs to, by its method and path; undefined for any other request. */
export function operationOfRequest(method: string, path: string): string | undefined {
  return routes.find((route) => route.method === method && route.pattern.test(path))?.id;
}
