import type { EnvironmentName } from '../../settings/table/target-rows.ts';

/** How an environment differs from the catalogue at one operation: another route, or none. */
export type OperationOverride =
  | { readonly path: string }
  | { readonly offered: false; readonly reason: string };

/** What is known about a deployment before it is asked. The preflight finds out the rest. */
export interface Environment {
  /** Address of the gateway, or undefined where only BASE_URL can say it. */
  readonly baseUrl: string | undefined;
  /**
   * Differences by operation id, or by a pattern such as `tax.*`. The first that fits counts. OFFERED switches
   * `offered: false` off again.
   */
  readonly overrides: Readonly<Record<string, OperationOverride>>;
  /**
   * Whether virtual users may each send an X-Forwarded-For of their own, which the gateway trusts and counts by:
   * only against a system of one's own, since it goes around a protection.
   */
  readonly ownSystem: boolean;
}

const NOT_ROUTED =
  'the gateway of the known build forwards it to a path that the service does not serve (404); ' +
  'set OFFERED when a fixed build is under test';

/**
 * What the known build of the product does not offer behind its gateway (contract/gaps.md). Deployed environments
 * start from it, because a wrong "offered" costs a red run and a wrong "not offered" is one setting away.
 */
const SNAPSHOT_GAPS: Readonly<Record<string, OperationOverride>> = {
  'tax.*': {
    offered: false,
    reason:
      'the known build has no tax service, its client works tax out itself; ' +
      'set OFFERED when a build with one is under test',
  },
  'inventory.*': { offered: false, reason: NOT_ROUTED },
  'showroom.*': { offered: false, reason: NOT_ROUTED },
  'messaging.*': { offered: false, reason: NOT_ROUTED },
};

/** The environments by name. */
export const environments: Readonly<Record<EnvironmentName, Environment>> = {
  // The machine of a developer: the embedded Desk Studio, or a product on the guide's default address.
  development: { baseUrl: 'http://localhost:8080', overrides: {}, ownSystem: true },
  staging: { baseUrl: undefined, overrides: SNAPSHOT_GAPS, ownSystem: true },
  production: { baseUrl: undefined, overrides: SNAPSHOT_GAPS, ownSystem: false },
};
