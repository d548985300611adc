/** The target's tokens carry whole seconds: two of one second are the same token, so a new one needs a new second. */
export const NEXT_SECOND_MS = 1_100;
