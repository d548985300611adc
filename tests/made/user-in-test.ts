import { realClock } from '../../src/base/clock.ts';
import { decodeOperations } from '../../src/measure/decoded-slice.ts';
import { Exemplars } from '../../src/measure/exemplars.ts';
import { sumOperation } from '../../src/measure/operation-figures.ts';
import type { Outcome } from '../../src/measure/outcome.ts';
import { Recorder } from '../../src/measure/recorder.ts';
import { Connection } from '../../src/target/http/connection.ts';
import { TraceContext } from '../../src/target/http/trace-context.ts';
import type { Operation } from '../../src/target/operation.ts';
import { Session } from '../../src/target/session/session.ts';
import { arrayReply, objectWith } from '../../src/target/success-checks.ts';
import type { FailedRequest, TrafficParts } from '../../src/traffic/users/traffic-parts.ts';
import { VirtualUser } from '../../src/traffic/users/virtual-user.ts';
import { buildContext } from './build-context.ts';
import { testAccount } from './fake-sign-in.ts';

const common = { service: 'deals', rateTier: 'user+dealership', authenticated: true } as const;

/** Makes a thing and learns its id. */
const makeThing: Operation = {
  ...common,
  id: 'things.create',
  method: 'POST',
  path: '/things',
  success: objectWith('id', 201),
  needs: [],
  learns: { dealId: 'id' },
  creates: 'deal',
  build: (_context, path) => ({ path, body: '{}' }),
};

/** Reads the thing that was made. */
const readThing: Operation = {
  ...common,
  id: 'things.get',
  method: 'GET',
  path: '/things/{id}',
  success: objectWith('id'),
  needs: ['dealId'],
  build: (context, path) => ({ path: path.replace('{id}', context.known.dealId ?? '') }),
};

/** Lists things. */
export const listThings: Operation = {
  ...common,
  id: 'things.list',
  method: 'GET',
  path: '/things',
  success: arrayReply(),
  needs: [],
  build: (_context, path) => ({ path }),
};

/** A virtual user with three operations, and everything that it tells about. */
export interface UserInTest {
  readonly user: VirtualUser;
  readonly session: Session;
  readonly recorder: Recorder;
  readonly exemplars: Exemplars;
  readonly failures: FailedRequest[];
  readonly created: string[];
  successes(): number;
  /** How the requests so far ended. */
  outcomes(): Partial<Record<Outcome, number>>;
}

/**
 * A signed-in virtual user that knows nothing yet. The address must answer `POST /api/v1/auth/login`.
 * @param ownParts what it has in place of the usual, e.g. a gate
 */
export async function userAt(
  signInOrigin: string,
  origin = signInOrigin,
  ownParts: Partial<TrafficParts> = {},
): Promise<UserInTest> {
  const session = await Session.signIn(testAccount, new Connection(signInOrigin, { tlsVerify: true }));
  if (session === undefined) throw new Error('the fake target refused the sign-in');
  const operations = [makeThing, readThing, listThings];
  const recorder = new Recorder(operations.map(({ id }) => id));
  const exemplars = new Exemplars();
  const failures: FailedRequest[] = [];
  const created: string[] = [];
  let successes = 0;
  const parts: TrafficParts = {
    offered: new Map(operations.map((operation) => [operation.id, { operation, path: operation.path }])),
    recorder,
    exemplars,
    trace: new TraceContext(),
    elapsedMs: () => 1234,
    created: ({ id: operation }, id, dealershipId) => created.push(`${operation} ${id} ${dealershipId}`),
    succeeded: () => {
      successes += 1;
    },
    failed: (request) => failures.push(request),
    ...ownParts,
  };
  const { clock = realClock } = ownParts;
  const connection = new Connection(origin, { tlsVerify: true, clock });
  const context = buildContext(1, { known: {}, dealershipId: 'dealership-1' });
  return {
    user: new VirtualUser(parts, session, connection, context),
    session,
    recorder,
    exemplars,
    failures,
    created,
    successes: () => successes,
    outcomes: () => sumOperation(Object.values(decodeOperations(recorder.takeSlice()))).outcomes,
  };
}
