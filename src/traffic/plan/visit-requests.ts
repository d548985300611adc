/** Visits that a round of a journey makes at least: a cold one, and two to see whether they agree. */
export const FEWEST_VISITS = 3;

/**
 * What a visit of a journey sends at most, by the rate limit that counts it, as long as none was measured: the steps
 * of the sandbox's client send up to 7 requests as the test user, and signing in sends one for the address.
 */
export const FIRST_VISIT = { ip: 1, 'user+dealership': 12 } as const;
