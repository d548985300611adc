import { existsSync, readdirSync } from 'node:fs';
import { RUN_FOLDERS } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { operationById } from '../target/catalogue.ts';
import type { Target } from '../target/environments/target.ts';
import { fillRoute } from '../target/fill-route.ts';
import { Connection, type Exchange, type WireRequest } from '../target/http/connection.ts';
import type { Session } from '../target/session/session.ts';
import { condenseJournals } from '../target/test-data/condense-journals.ts';
import type { Send } from '../target/test-data/put-away.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';
import { removeTestData } from '../target/test-data/remove-test-data.ts';
import { accountSessions } from './account-sessions.ts';

const CONNECTIONS = 16;
const TIME_LIMIT_MS = 60_000;
const USER_OWNED: ReadonlySet<string> = new Set(['messaging.updateConversation']);

/** Removes what the run made on the target, as the journals of its lanes and its dealerships list it. */
export async function cleanUp(
  folder: RunFolder,
  plan: RunPlan,
  target: Target,
  session: Session,
): Promise<RemovalReport> {
  const journals = folder.file(RUN_FOLDERS.created);
  const paths = existsSync(journals)
    ? readdirSync(journals).map((name) => folder.file(`${RUN_FOLDERS.created}/${name}`))
    : [];
  const connections = Array.from(
    { length: CONNECTIONS },
    () => new Connection(target.baseUrl, { tlsVerify: target.tlsVerify }),
  );
  const free = [...connections];
  const sessionOf = accountSessions(folder, target, session);
  const send: Send = async (operationId, parameters, body, owner) => {
    // Anybody can remove deals and the like. Only what belongs to a user needs that user's token.
    const signer = USER_OWNED.has(operationId) ? await sessionOf(owner.userId) : session;
    const connection = free.pop();
    if (connection === undefined) throw new Error('clean-up: more requests at once than connections');
    try {
      if (signer.isStale) await signer.renew();
      const ask = () => connection.send(request(plan, signer, operationId, parameters, body));
      let sent = await ask();
      // The token may have died before its time, or named none.
      if (sent.status === 401) {
        await signer.renew();
        sent = await ask();
      }
      return replyOf(sent);
    } finally {
      free.push(connection);
    }
  };
  const own = target.dealershipId === undefined;
  try {
    const report = await removeTestData(paths, send, {
      runTag: plan.runTag,
      sweep: [plan.dealerships.traffic, plan.dealerships.bursts].map((id) => ({ id, isOwn: own })),
      concurrency: CONNECTIONS,
      timeLimitMs: TIME_LIMIT_MS,
    });
    condenseJournals(paths, report);
    return report;
  } finally {
    await Promise.all(connections.map((connection) => connection.destroy()));
  }
}

function request(
  plan: RunPlan,
  signer: Session,
  operationId: string,
  parameters: Readonly<Record<string, string>>,
  body: unknown,
): WireRequest {
  const { method, path } = operationById(operationId);
  const offer = plan.offers[operationId];
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

/** @throws Error when the request got no reply */
function replyOf(exchange: Exchange): Awaited<ReturnType<Send>> {
  if (exchange.failure !== undefined) throw new Error(exchange.failure);
  const isJson = exchange.contentType.startsWith('application/json') && exchange.bodyBytes > 0;
  const reply: unknown = isJson ? JSON.parse(exchange.body.toString('utf8')) : undefined;
  return { status: exchange.status, ...(isJson && { body: reply }) };
}
