import { Secret } from '../../../src/settings/secret.ts';
import { Connection } from '../../../src/target/http/connection.ts';
import { TraceContext } from '../../../src/target/http/trace-context.ts';
import { Session } from '../../../src/target/session/session.ts';
import type { TrafficParts } from '../../../src/traffic/users/traffic-parts.ts';
import { TrafficWatch } from '../../../src/traffic/watch/traffic-watch.ts';
import { BENCH_OPERATIONS } from './workload.ts';

/**
 * What the virtual users of the bench share: everything that those of a run have.
 *
 * @param elapsedMs since the traffic began
 * @returns with functions that say how many requests failed, and how many things were created
 */
export function benchTraffic(elapsedMs: () => number) {
  const offered = new Map(
    BENCH_OPERATIONS.map((operation) => [operation.id, { operation, path: operation.path }]),
  );
  let [failed, created] = [0, 0];
  const watch = new TrafficWatch({
    offered,
    meter: undefined,
    goneAfterMs: undefined,
    elapsedMs,
    onFailure: () => {
      failed += 1;
    },
  });
  const parts: TrafficParts = {
    ...watch.parts,
    offered,
    trace: new TraceContext(),
    created: () => {
      created += 1;
    },
  };
  return { watch, parts, failed: () => failed, created: () => created };
}

/** The session that all users of the bench have in common. @throws Error when the server refuses the sign-in */
export async function benchSession(origin: string): Promise<Session> {
  const account = { email: 'bench@example.com', password: new Secret('not-a-secret') };
  const session = await Session.signIn(account, new Connection(origin, { tlsVerify: true }));
  if (session === undefined) throw new Error('bench: the server refused the sign-in');
  return session;
}
