import { ApiUser } from '../../fixtures/api-user.ts';
import { messageOf } from '../../src/base/attempt.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { operationById, operations } from '../../src/target/catalogue.ts';
import type { Knowledge, Operation } from '../../src/target/operation.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import { socketMeasures } from '../../src/target/socket-measures.ts';
import type { FlowUser } from '../../src/traffic/flows/flow.ts';
import { operationsOf } from '../../src/traffic/flows/flow-operations.ts';
import { flows } from '../../src/traffic/flows/people.ts';
import type { Checked, Result } from './checked.ts';
import { flowLeftOut } from './left-out.ts';

type Offers = Pick<RunContext['plan'], 'offers' | 'sockets'>;

/**
 * What the preflight knows of something that is not offered; undefined for what is. It looked up to three times: what the
 * router does not clearly refuse is broken, and so is what it did not look at.
 */
function notOffered(offer: Offers['offers'][string] | undefined): Result | undefined {
  if (offer?.kind === 'offered') return undefined;
  const broken = offer === undefined ? 'the preflight did not look at it' : offer.broken;
  if (broken !== undefined) return { kind: 'failing', code: 'OPERATION_FAILED', reason: broken };
  return { kind: 'not offered', reason: offer?.reason ?? '' };
}

/**
 * Sends every operation once, in an order in which each finds what it needs. What the auth service does is done with a session
 * that nobody else has.
 */
export async function checkOperations(run: RunContext, session: Session): Promise<Checked[]> {
  const user = new ApiUser(run, session, run.plan.dealerships.bursts);
  const visitor = new ApiUser(run, await signInTestUser(run.target, run.budget), run.plan.dealerships.bursts);
  const results = new Map<string, Result>();
  let left: readonly Operation[] = operations;
  while (left.length > 0) {
    const operation = nextOf(left, (each) => (each.service === 'auth' ? visitor : user).context.known);
    if (operation === undefined) break;
    left = left.filter((each) => each !== operation);
    const sender = operation.service === 'auth' ? visitor : user;
    results.set(
      operation.id,
      notOffered(run.plan.offers[operation.id]) ?? (await sendOnce(sender, operation)),
    );
    const { peerUserId } = visitor.context.known;
    if (peerUserId !== undefined) user.context.known.peerUserId = peerUserId;
  }
  return operations.flatMap(({ id }) => {
    const result = results.get(id);
    return result === undefined ? [] : [{ what: 'operation' as const, name: id, result }];
  });
}

/** The first that has what it needs; what ends a session or deletes comes last. Where none has, the first, which then fails. */
export function nextOf(
  left: readonly Operation[],
  knownTo: (operation: Operation) => Knowledge,
): Operation | undefined {
  const isReady = (operation: Operation) =>
    operation.needs.every((key) => knownTo(operation)[key] !== undefined);
  const isLast = ({ id, method }: Operation) => id === 'auth.logout' || method === 'DELETE';
  const inOrder = [...left.filter((each) => !isLast(each)), ...left.filter(isLast)];
  return (
    inOrder.find((each) => isReady(each) && !isLast(each)) ??
    inOrder.find((each) => !isLast(each)) ??
    inOrder[0]
  );
}

/** Sends an operation and judges the reply as a run would; fails when what it needs is not known. */
async function sendOnce(user: ApiUser, operation: Operation): Promise<Result> {
  const missing = operation.needs.find((key) => user.context.known[key] === undefined);
  if (missing !== undefined)
    return {
      kind: 'failing',
      code: 'OPERATION_FAILED',
      reason: `it needs ${missing}, which no operation before it gave`,
    };
  const startedMs = performance.now();
  try {
    await user.send(operation);
    return { kind: 'fine', ms: performance.now() - startedMs };
  } catch (error) {
    const reason = messageOf(error).replace(/^preparation: /, '');
    return { kind: 'failing', code: 'OPERATION_FAILED', reason };
  }
}

/** What the preflight's handshakes found. */
export function checkSockets({ sockets }: Offers): Checked[] {
  return socketMeasures.map(({ id }) => ({
    what: 'socket',
    name: id,
    result: notOffered(sockets[id]) ?? { kind: 'fine' },
  }));
}

/** Lives the flow of each person of a dealership once, without its pauses. */
export function checkFlows(run: RunContext, session: Session): Promise<Checked[]> {
  return Promise.all(
    Object.entries(flows).map(async ([name, flow]): Promise<Checked> => {
      const ids = await operationsOf(flow);
      const leftOut = flowLeftOut(ids, run.settings);
      if (leftOut !== undefined) return { what: 'flow', name, result: leftOut };
      if (!ids.some((id) => run.plan.offers[id]?.kind === 'offered'))
        return { what: 'flow', name, result: { kind: 'not offered', reason: 'none of its operations is' } };
      const user = flowUser(run, session);
      const startedMs = performance.now();
      await flow(user);
      const reason = user.sent() === 0 ? 'nothing gave what its operations need' : user.failures[0];
      const result: Result =
        reason === undefined
          ? { kind: 'fine', ms: performance.now() - startedMs }
          : { kind: 'failing', code: 'FLOW_FAILED', reason };
      return { what: 'flow', name, result };
    }),
  );
}

interface CheckingUser extends FlowUser {
  readonly failures: readonly string[];
  /** How many requests it has sent. */
  sent(): number;
}

function flowUser(run: RunContext, session: Session): CheckingUser {
  const user = new ApiUser(run, session, run.plan.dealerships.traffic);
  // Somebody to write to: the target knows the user itself.
  user.context.known.peerUserId = session.user.id;
  const failures: string[] = [];
  let sent = 0;
  return {
    context: user.context,
    failures,
    sent: () => sent,
    sends: (id) => run.plan.offers[id]?.kind === 'offered',
    do: async (id) => {
      const operation = operationById(id);
      if (run.plan.offers[id]?.kind !== 'offered') return false;
      if (operation.needs.some((key) => user.context.known[key] === undefined)) return false;
      sent += 1;
      const result = await sendOnce(user, operation);
      if (result.kind === 'failing') failures.push(result.reason);
      return result.kind === 'fine';
    },
    think: async () => undefined,
    pause: async () => undefined,
    renewSession: async () => undefined,
  };
}
