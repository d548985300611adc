import type { RunContext } from '../../src/record/run-context.ts';
import { checkReply } from '../../src/target/http/check-reply.ts';
import { Connection } from '../../src/target/http/connection.ts';
import { learnFromReply } from '../../src/target/learn-from-reply.ts';
import type { BuildContext, Operation } from '../../src/target/operation.ts';
import { UserFaker } from '../../src/target/request-data/user-faker.ts';
import type { Session } from '../../src/target/session/session.ts';

let made = 0;

/** Who a burst is sent as: what requests are built from, and what replies are noted under. */
export class BurstUser {
  readonly context: BuildContext;
  readonly #run: RunContext;
  readonly #session: Session;

  constructor(run: RunContext, session: Session) {
    made += 1;
    this.#run = run;
    this.#session = session;
    this.context = {
      // A seed of its own for each burst: two with the same would make the same VINs and e-mails.
      faker: new UserFaker(Number.parseInt(run.plan.runTag.slice(1, 5), 16) * 1_000 + process.pid + made),
      dealershipId: run.plan.dealerships.bursts,
      homeDealershipId: session.user.dealershipId,
      userId: session.user.id,
      credentials: { email: session.account.email, password: session.account.password.reveal() },
      runTag: run.plan.runTag,
      known: {},
    };
  }

  /** The route of an operation on this target. */
  path(operation: Operation): string {
    const offer = this.#run.plan.offers[operation.id];
    if (offer?.kind === 'offered') return offer.path;
    throw new Error(`burst: ${operation.id} is needed, and not offered by the target`);
  }

  headers(operation: Operation): Record<string, string> {
    const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
    return {
      ...(operation.authenticated && { authorization: this.#session.authorization }),
      ...(hasBody && { 'content-type': 'application/json' }),
    };
  }

  /** Sends an operation once, as preparation: an answer that is no success ends the burst before it begins. */
  async sendOnce(operation: Operation): Promise<void> {
    const connection = new Connection(this.#run.target.baseUrl, { tlsVerify: this.#run.target.tlsVerify });
    try {
      const { path, body } = operation.build(this.context, this.path(operation));
      const headers = Object.entries(this.headers(operation)).flat();
      const exchange = await connection.send({ method: operation.method, path, headers, body });
      const outcome = exchange.failure ?? checkReply(operation.success, exchange);
      if (outcome !== 'ok')
        throw new Error(
          `burst: preparing it by ${operation.id} gave ${outcome} (status ${exchange.status}); right would be ${operation.success.status.join(' or ')}`,
        );
      this.take(operation, exchange.body);
    } finally {
      await connection.destroy();
    }
  }

  /** Takes a success's body: learns from it, and notes in the run's journal what it says was made. */
  take(operation: Operation, body: Buffer): void {
    const { creates: kind } = operation;
    learnFromReply(operation, { body }, this.context, (_operation, id, dealershipId) => {
      if (kind === undefined) return;
      const { userId } = this.context;
      this.#run.journal.append({ kind, id, operation: operation.id, dealershipId, userId });
    });
  }
}
