import type { Secret } from '../../settings/secret.ts';
import { patternMatcher } from '../select-operations.ts';
import type { Budgets, OperationOverride } from './environments.ts';

/** The Desk Studio deployment under test, with every setting resolved. Safe to print: the password hides itself. */
export interface Target {
  /** Name of the environment: that of its file. */
  readonly environment: string;
  /** Address of the gateway, without a slash at its end. */
  readonly baseUrl: string;
  /** Whether `baseUrl` is the environment's own and not one that BASE_URL set. */
  readonly baseUrlIsDefault: boolean;
  /** Address of the web client, without a slash at its end. */
  readonly uiBaseUrl: string;
  /** Addresses (ws or wss) by id of the socket. */
  readonly socketUrls: Readonly<Record<'messaging.connect' | 'showroom.connect', string>>;
  readonly account: { readonly email: string; readonly password: Secret };
  /** A dealership that the run has to file its data under, or undefined: then it makes fresh ones. */
  readonly dealershipId: string | undefined;
  readonly debug: boolean;
  readonly tlsVerify: boolean;
  readonly overrides: Readonly<Record<string, OperationOverride>>;
  /** Ids that OFFERED declares offered, whatever the overrides say. */
  readonly offered: readonly string[];
  readonly ownSystem: boolean;
  /** Set for a run that only reads: what writes is not offered then. */
  readonly readsOnly?: true;
  /** What the environment's file allows a run to send at most; undefined where it says nothing. */
  readonly budgets: Budgets | undefined;
}

/** Where an operation or a socket is found in an environment. */
export type Route =
  | { readonly kind: 'offered'; readonly path: string }
  | {
      readonly kind: 'not offered';
      readonly reason: string;
      /** What the preflight found, for something that is broken and was let go: it is failing rather than missing. */
      readonly broken?: string;
    };

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
