import type { ServerTruth } from './truth-log.ts';

/** What the bench asks of its server; each command is answered by a `truth` message where nothing else is said. */
export type ServerCommand =
  /** Forgets everything so far, and answers at once or, when `delayed`, after the delays of known truth. */
  | { readonly kind: 'reset'; readonly delayed: boolean }
  | { readonly kind: 'read' }
  /** As `read`, but without the percentiles, which take a while: answered by a `count`. */
  | { readonly kind: 'count' };

/** What the bench's server tells. */
export type ServerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'count'; readonly requests: number }
  | ({ readonly kind: 'truth' } & ServerTruth);
