import { patternMatcher } from '../select-operations.ts';
import type { resolveTarget } from './resolve-target.ts';

/** The Desk Studio deployment under test, with every setting resolved. Safe to print: the password hides itself. */
export type Target = Readonly<ReturnType<typeof resolveTarget>>;

/** Where an operation or a socket is found in an environment. */
export type Route =
  | { readonly kind: 'offered'; readonly path: string }
  | { readonly kind: 'not offered'; readonly reason: string };

/**
 * The route of an operation or socket on this target. "Offered" is what the environment expects: whether the target
 * really serves it, the preflight finds out.
 */
export function routeOf(
  target: Pick<Target, 'overrides' | 'offered'>,
  operation: { readonly id: string; readonly path: string },
): Route {
  const override = Object.entries(target.overrides).find(([pattern]) =>
    patternMatcher(pattern)(operation.id),
  )?.[1];
  if (override === undefined) return { kind: 'offered', path: operation.path };
  if ('path' in override) return { kind: 'offered', path: override.path };
  if (target.offered.includes(operation.id)) return { kind: 'offered', path: operation.path };
  return { kind: 'not offered', reason: override.reason };
}
