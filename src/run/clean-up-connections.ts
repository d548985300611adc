import { operationById } from '../target/catalogue.ts';
import type { Route, Target } from '../target/environments/target.ts';
import { fillRoute } from '../target/fill-route.ts';
import { Connection } from '../target/http/connection.ts';
import type { Exchange, WireRequest } from '../target/http/exchange.ts';
import type { Session } from '../target/session/session.ts';
import type { CleanUpReply, Send } from '../target/test-data/put-away.ts';

const CONNECTIONS = 16;
/** What belongs to a user, and needs that user's token. Anybody can remove deals and the like. */
const USER_OWNED: ReadonlySet<string> = new Set([
  'messaging.updateConversation',
  'messaging.listConversations',
]);

/** The connections of a clean-up, and the tokens that its requests carry. */
export class CleanUpConnections {
  readonly count = CONNECTIONS;
  readonly #all: readonly Connection[];
  readonly #free: Connection[];
  readonly #offers: Readonly<Record<string, Route>>;
  readonly #session: Session;
  readonly #sessionOf: (userId: string | undefined) => Promise<Session>;

  /**
   * @param offers routes of the operations, where they differ from the catalogue
   * @param sessionOf the session of a user who owns things
   */
  constructor(
    { baseUrl, tlsVerify }: Target,
    offers: Readonly<Record<string, Route>>,
    session: Session,
    sessionOf: (userId: string | undefined) => Promise<Session>,
  ) {
    this.#all = Array.from({ length: CONNECTIONS }, () => new Connection(baseUrl, { tlsVerify }));
    this.#free = [...this.#all];
    this.#offers = offers;
    this.#session = session;
    this.#sessionOf = sessionOf;
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#all.map((connection) => connection.destroy()));
  }

  /** Sends one request of a clean-up, with a token that is renewed when it has died. */
  readonly send: Send = async (operationId, parameters, body, { userId }) => {
    const signer = USER_OWNED.has(operationId) ? await this.#sessionOf(userId) : this.#session;
    const connection = this.#free.pop();
    if (connection === undefined) throw new Error('clean-up: more requests at once than connections');
    try {
      if (signer.isStale) await renewed(signer);
      const ask = () => connection.send(this.#request(signer, operationId, parameters, body));
      let sent = await ask();
      // The token may have died before its time, or named none.
      if (sent.status === 401 && (await renewed(signer))) sent = await ask();
      return replyOf(sent);
    } finally {
      this.#free.push(connection);
    }
  };

  #request(
    signer: Session,
    operationId: string,
    parameters: Readonly<Record<string, string>>,
    body: unknown,
  ): WireRequest {
    const { method, path } = operationById(operationId);
    const offer = this.#offers[operationId];
    return {
      method,
      path: fillRoute(offer?.kind === 'offered' ? offer.path : path, parameters),
      headers: [
        'authorization',
        signer.authorization,
        ...(body === undefined ? [] : ['content-type', 'application/json']),
      ],
      body: body === undefined ? undefined : JSON.stringify(body),
    };
  }
}

/**
 * Answers for lists that the run could not have from its start: nobody waits for them again when it ends. What the run
 * made is in its journals.
 */
export function withoutMissingLists(send: Send, offers: Readonly<Record<string, Route>>): Send {
  return (operationId, ...rest) =>
    offers[operationId]?.kind === 'not offered' && operationById(operationId).method === 'GET'
      ? Promise.resolve({ status: 404, hasNoRoute: true })
      : send(operationId, ...rest);
}

/** Where a renewal fails, the old token may still do; if not, the reply to the request says what is wrong. */
function renewed(signer: Session): Promise<boolean> {
  return signer.renew().then(
    () => true,
    () => false,
  );
}

/** @throws Error when the request got no reply */
function replyOf({ failure, status, headers, contentType, body }: Exchange): CleanUpReply {
  if (failure !== undefined) throw new Error(failure);
  const isJson = contentType.startsWith('application/json') && body.length > 0;
  const reply: unknown = isJson ? JSON.parse(body.toString('utf8')) : undefined;
  const isOfRouter = body.toString('utf8', 0, 200).includes('404 page not found');
  return {
    status,
    headers,
    ...(isJson && { body: reply }),
    ...((isOfRouter || contentType.startsWith('text/html')) && { hasNoRoute: true }),
  };
}
