/** How far the sign-in of a run's users is, as its lane writes it. */
export interface SignInState {
  readonly done: number;
  readonly of: number;
  /** Of the accounts that are done, those that were registered; the others were there. */
  readonly made: number;
  /** How long it has taken so far. */
  readonly sinceMs: number;
  /** Set while all are done and the target's rate limit, which they have used up, is not free again. */
  readonly waitsForLimit?: true;
}

/** What became of the accounts of a run's users. */
export interface AccountCounts {
  /** Signed in, as earlier runs or somebody else had made them. */
  readonly reused: number;
  readonly made: number;
}
