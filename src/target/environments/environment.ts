import type { EnvironmentName } from '../../settings/table/target-rows.ts';

/** How an environment differs from the catalogue at one operation: another route, or none. */
export type OperationOverride =
  | { readonly path: string }
  | { readonly offered: false; readonly reason: string };

/** What is known about a deployment before it is asked. The preflight finds out the rest. */
export interface Environment {
  readonly name: EnvironmentName;
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
