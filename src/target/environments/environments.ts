/** How an environment differs from the catalogue at one operation: another route, or none. */
export type OperationOverride =
  | { readonly path: string }
  | { readonly offered: false; readonly reason: string };

/** The most that a run may send; it ends when it has sent so much. */
export interface Budgets {
  readonly requests: number;
  /** Of the requests those that change something at the target. */
  readonly writes: number;
}

/** What a run may do in an environment. */
export interface Allowed {
  /** Names of scenarios, `baseline` and `lighthouse` among them. */
  readonly scenarios: 'all' | readonly string[];
  /** False where a run only reads, unless its starter allows it to write. */
  readonly writes: boolean;
}

/** What is known about a deployment before it is asked: a file of the folder `environments`. The preflight finds out the rest. */
export interface Environment {
  readonly description: string;
  /** Address of the gateway, or undefined where only BASE_URL can say it. */
  readonly baseUrl?: string;
  /** Addresses of the web client and the sockets, where they do not follow from that of the gateway. */
  readonly uiBaseUrl?: string;
  readonly messagingSocketUrl?: string;
  readonly showroomSocketUrl?: string;
  /** Whether a run under its name may send only to this machine, unless ALLOW_TARGET names another host. */
  readonly loopbackOnly?: boolean;
  /**
   * Whether the system belongs to whoever loads it. Each virtual user may then send a different X-Forwarded-For, which the
   * gateway trusts and counts by. That goes around a protection of the target.
   */
  readonly ownSystem: boolean;
  readonly allows: Allowed;
  readonly budgets?: Budgets & { readonly reason: string };
  /**
   * Differences by operation id, or by a pattern such as `tax.*`. The first that fits counts. OFFERED switches
   * `offered: false` off again.
   */
  readonly operations?: Readonly<Record<string, OperationOverride>>;
  /** Limits that differ from the tables' own: lists of rows by the names that the tables have for them. */
  readonly limits?: Readonly<Record<string, unknown>>;
}

/** The environments by name, in the order of the alphabet. */
export type Environments = ReadonlyMap<string, Environment>;
