import type { Judgement } from '../verdict/verdict.ts';

/** Judgements, and why the load that they stand on was less than planned; left out when it was not. */
export interface JudgedLoad {
  readonly judgements: readonly Judgement[];
  readonly lost?: string | undefined;
  /** Whether the measurer's own delay is why. */
  readonly isLostToOwnDelay?: boolean;
}
