/** The environments the suite knows. */
export const ENVIRONMENT_NAMES = ['development', 'staging', 'production'] as const;

export type EnvironmentName = (typeof ENVIRONMENT_NAMES)[number];

/**
 * What has to be bent so that a browser gets through the client of the product's snapshot; the names of
 * `contract/ui.md`. Every figure taken with one of them is reported as shimmed.
 */
export const SHIM_NAMES = ['S1', 'S2', 'S3', 'S4'] as const;

export type ShimName = (typeof SHIM_NAMES)[number];

/** What each shim does, for the report. */
export const SHIM_MEANINGS: Readonly<Record<ShimName, string>> = {
  S1: 'collapses /api/v1/v1/ to /api/v1/ in the calls of the client',
  S2: 'wraps list arrays into the objects that the client expects',
  S3: 'answers the vehicle list from a fixture',
  S4: 'adds dealership_id to the create-deal body and maps its names',
};

/** How an environment differs from the catalogue at one operation: another route, or none. */
export type OperationOverride =
  | { readonly path: string }
  | { readonly offered: false; readonly reason: string };

/** What is known about a deployment before it is asked. The preflight finds out the rest. */
export interface Environment {
  readonly name: EnvironmentName;
  /** Address of the gateway, or undefined where only BASE_URL can say it. */
  readonly baseUrl: string | undefined;
  /** Whether TLS certificates are verified. TLS_VERIFY overrides it. */
  readonly tlsVerify: boolean;
  /**
   * Differences by operation id, or by a pattern such as `tax.*`. The first that fits counts. OFFERED switches
   * `offered: false` off again.
   */
  readonly overrides: Readonly<Record<string, OperationOverride>>;
  /** Shims that browser journeys need here. SHIMS overrides them. */
  readonly shims: readonly ShimName[];
  /** What the target puts before the metric names of the guide. A scraper should accept both forms. */
  readonly metricPrefix: string;
  /**
   * Whether virtual users may each send an X-Forwarded-For of their own, which the gateway trusts and counts by:
   * only against a system of one's own, since it goes around a protection.
   */
  readonly ownSystem: boolean;
}
