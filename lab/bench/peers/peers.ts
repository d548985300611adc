import { artillery } from './artillery.ts';
import { hey } from './hey.ts';
import { k6 } from './k6.ts';
import { locust } from './locust.ts';
import { oha } from './oha.ts';
import type { Peer } from './peer.ts';
import { vegeta } from './vegeta.ts';
import { wrk } from './wrk.ts';

/** The load tools of others that the bench knows how to drive. */
export const PEERS: readonly Peer[] = [k6, hey, wrk, oha, vegeta, artillery, locust];
