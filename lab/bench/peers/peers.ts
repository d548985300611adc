import { artillery } from './artillery.ts';
import { k6 } from './k6.ts';
import { locust } from './locust.ts';
import type { Peer } from './peer.ts';
import { wrk } from './wrk.ts';

/** The other load tools that the bench can run. */
export const PEERS: readonly Peer[] = [k6, wrk, artillery, locust];
