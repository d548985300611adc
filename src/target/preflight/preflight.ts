import { type Clock, realClock } from '../../base/clock.ts';
import { given } from '../../base/format.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { ownFaultError } from '../../measure/own-faults.ts';
import { operationById } from '../catalogue.ts';
import { routeOf, type Target } from '../environments/target.ts';
import { bodyWords } from '../http/body-words.ts';
import { Connection } from '../http/connection.ts';
import type { Exchange } from '../http/exchange.ts';
import { noAnswerWords, PREFLIGHT_TIMEOUT_MS } from '../http/reply-limits.ts';
import { tlsAdvice } from '../http/tls-advice.ts';
import { RequestBudget } from '../request-budget.ts';
import { enterTestUser, type TestUserRegistration } from '../session/account-pool.ts';
import type { Session } from '../session/session.ts';
import { checkSearch } from './check-search.ts';
import type { Finding, Offer, Preflight } from './finding.ts';
import { inspectConnection, protocolFinding } from './inspect-connection.ts';
import { probeOffers } from './probe-offers.ts';
import { probeSockets } from './probe-sockets.ts';
import { readRateLimits } from './read-rate-limits.ts';

/** Tokens live 15 minutes: a clock this far off begins to matter for them, and for any comparison of logs. */
const CLOCK_WARNING_MS = 5_000;

/**
 * Looks at the target before any load is put on it: reachable, healthy, sign-in, rate limits, offered operations and
 * clock. Everything that would break the run is said here, with the way out. What it sends counts for the run's budget.
 *
 * @param budgetFile where the run counts what it sends under rate limits
 * @param registration what the suite may do for a test user whom the target does not know
 * @param clock what the pauses between the probes are counted on
 * @throws SuiteError when the target cannot be reached, is not healthy, or refuses the sign-in
 */
export async function preflight(
  target: Target,
  budgetFile: string,
  registration?: TestUserRegistration,
  clock: Clock = realClock,
): Promise<Preflight & { session: Session }> {
  const connection = shortly(target);
  try {
    const health = await checkHealth(target, connection);
    const inspected = await inspectConnection(target);
    const { session, isNew } = await enterTestUser(target, registration);
    const me = operationById('auth.me');
    const route = routeOf(target, me);
    const read = await readRateLimits(connection, session, route.kind === 'offered' ? route.path : me.path);
    const { limits: rateLimits, used } = read;
    const budget = new RequestBudget(rateLimits, budgetFile);
    for (const tier of ['ip', 'user+dealership'] as const) budget.note(tier, used[tier]);
    const offers = await probeOffers(target, session, { budget, clock, silentMs: read.silentMs });
    const sockets = await probeSockets(target, session, offers, clock);
    const search = await checkSearch({ connection, session, budget, offer: offers['customers.search'] });
    const findings: Finding[] = [
      { check: 'reachable', kind: 'fine', found: `${target.baseUrl} answers` },
      { check: 'healthy', kind: 'fine', found: 'GET /health says so' },
      protocolFinding(inspected),
      {
        check: 'sign-in',
        kind: 'fine',
        found: `${target.account.email} is signed in${isNew ? ', and was registered before, since the target did not know it' : ''}`,
      },
      checkOffers({ ...offers, ...sockets }),
      ...given(search),
      checkClock(health),
    ];
    return { findings, offers, sockets, rateLimits, connection: inspected, session };
  } finally {
    await connection.destroy();
  }
}

function checkOffers(all: Readonly<Record<string, Offer>>): Finding {
  const entries = Object.entries(all);
  const idsThatAre = (wanted: Offer['kind']) =>
    entries.filter(([, { kind }]) => kind === wanted).map(([id]) => id);
  const [missing, broken] = [idsThatAre('not offered'), idsThatAre('broken')];
  const served = entries.length - missing.length - broken.length;
  const wayOut = [
    ...(missing.length > 0 ? [`not offered, so not measured and never passed: ${missing.join(', ')}`] : []),
    ...(broken.length > 0 ? [`broken: ${broken.join(', ')}`] : []),
  ];
  return {
    check: 'offered',
    kind: wayOut.length === 0 ? 'fine' : 'warning',
    found: `${served} of ${entries.length} operations and measures on sockets`,
    ...(wayOut.length > 0 && { wayOut: wayOut.join('; ') }),
  };
}

function shortly({ baseUrl, tlsVerify }: Target): Connection {
  return new Connection(baseUrl, { tlsVerify, answerTimeoutMs: PREFLIGHT_TIMEOUT_MS });
}

/** Whether anything answers at the address at all. */
export async function isReachable(target: Target): Promise<boolean> {
  return (await whyUnreachable(target)) === undefined;
}

/** Why nothing answers at the address, for people; undefined when something does. */
export async function whyUnreachable(target: Target): Promise<string | undefined> {
  const connection = shortly(target);
  const { failure } = await connection.send({ method: 'GET', path: '/health', headers: [], body: undefined });
  await connection.destroy();
  return failure === undefined ? undefined : noAnswerWords(failure, PREFLIGHT_TIMEOUT_MS);
}

async function checkHealth(
  target: Target,
  connection: Connection,
): Promise<{ dateHeader: string; askedAtMs: number }> {
  const askedAtMs = Date.now();
  const exchange = await connection.send({ method: 'GET', path: '/health', headers: [], body: undefined });
  if (exchange.failure === 'own_fault') throw ownFaultError(`GET ${target.baseUrl}/health`);
  if (exchange.failure !== undefined) {
    throw new SuiteError('TARGET_UNREACHABLE', {
      checked: `GET ${target.baseUrl}/health`,
      ...((await tlsAdvice(target.baseUrl, 'BASE_URL')) ?? {
        found: noAnswerWords(exchange.failure, PREFLIGHT_TIMEOUT_MS),
        right:
          'a running Desk Studio at BASE_URL, or no BASE_URL in development, where the sandbox is then started',
      }),
    });
  }
  if (exchange.status >= 300 && exchange.status < 400) throw redirected(target, exchange);
  if (!isHealthy(exchange)) {
    throw new SuiteError('TARGET_UNHEALTHY', {
      checked: `GET ${target.baseUrl}/health`,
      found: healthWords(exchange),
      right: '200 application/json with status healthy; is it Desk Studio that answers there?',
    });
  }
  const date = exchange.headers.date;
  return { dateHeader: typeof date === 'string' ? date : '', askedAtMs };
}

/** No redirect is followed: a token would go wherever it leads, and each request would be measured twice. */
function redirected({ baseUrl }: Target, { status, headers }: Exchange): SuiteError {
  const { location } = headers;
  const from = `${baseUrl}/health`;
  const place =
    typeof location === 'string' && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const leadsTo = place === undefined ? undefined : place.origin + place.pathname;
  return new SuiteError('TARGET_UNHEALTHY', {
    checked: `GET ${from}`,
    found: `${status}, a redirect to ${leadsTo ?? 'nowhere'}`,
    right: `200 from the address in BASE_URL: redirects are not followed, so that no token goes to another host${
      leadsTo?.endsWith('/health') === true ? `; try BASE_URL=${leadsTo.slice(0, -'/health'.length)}` : ''
    }`,
  });
}

/** A longer status is not a word for a state. */
const LONGEST_STATUS = 40;

function healthWords({ status, contentType, body }: Exchange): string {
  const seen = `${status} ${contentType}`;
  if (status !== 200 || !contentType.startsWith('application/json')) return seen;
  const words = bodyWords(body, (json) => {
    const said = typeof json === 'object' && json !== null && 'status' in json ? json.status : undefined;
    return typeof said === 'string' && said.length <= LONGEST_STATUS
      ? `status ${JSON.stringify(said)}`
      : 'JSON without a status';
  });
  return `${seen} with ${words}`;
}

function isHealthy({ status, contentType, body }: Exchange): boolean {
  return status === 200 && contentType.startsWith('application/json') && body.includes('"healthy"');
}

function checkClock({ dateHeader, askedAtMs }: { dateHeader: string; askedAtMs: number }): Finding {
  const serverMs = Date.parse(dateHeader);
  if (Number.isNaN(serverMs))
    return { check: 'clock', kind: 'warning', found: 'the target sends no Date header' };
  // The header has whole seconds: half of one is the best guess, and what is less than that cannot be told from none.
  const skewMs = serverMs + 500 - askedAtMs;
  const apart = Math.abs(skewMs);
  const found =
    apart <= 500
      ? "the target's clock is within about 1 s of this machine's"
      : `the target's clock is about ${(apart / 1000).toFixed(1)} s ${skewMs < 0 ? 'behind' : 'ahead'} (known to half a second)`;
  if (apart < CLOCK_WARNING_MS) return { check: 'clock', kind: 'fine', found };
  return {
    check: 'clock',
    kind: 'warning',
    found,
    wayOut: 'set both clocks by NTP: tokens may end early or late, and times in logs do not match the report',
  };
}
