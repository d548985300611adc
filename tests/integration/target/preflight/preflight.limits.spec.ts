import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { preflight } from '../../../../src/target/preflight/preflight.ts';
import type { TestUserRegistration } from '../../../../src/target/session/account-pool.ts';
import { checkWebClient } from '../../../../src/target/web-client.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

/** Answers nothing from the first request on that begins like this. */
function silentFrom(
  place: string,
  { refusesLogin }: { readonly refusesLogin?: number } = {},
): RequestListener {
  const fake = new FakeSignIn();
  fake.refusesLogin = refusesLogin;
  let isSilent = false;
  return async (request, response) => {
    isSilent ||= request.url?.startsWith(place) === true;
    if (isSilent) return;
    if (request.url === '/health') json(response, 200, { status: 'healthy' });
    else if (!(await fake.answer(request, response))) json(response, 400, { error: 'invalid' });
  };
}

const registration: TestUserRegistration = { isWanted: true, dealershipId: 'd', command: './run it' };
const lookAt = (origin: string) =>
  preflight(targetAt(origin), test.info().outputPath('budget.jsonl'), registration);
const ORIGIN = 'http://127.0.0.1:\\d+';

/** Where a target may fall silent, and the line that says so. */
const PLACES: Readonly<Record<string, readonly [RequestListener, words: string, check?: typeof lookAt]>> = {
  health: [
    silentFrom('/'),
    `\\[TARGET_UNREACHABLE\\] checked: GET ${ORIGIN}/health\\. Found: no complete answer within 6 s`,
  ],
  'the sign-in': [
    silentFrom('/api/v1/auth/login'),
    `\\[SIGN_IN_FAILED\\] checked: POST /api/v1/auth/login for \\S+\\. Found: no complete answer within 8 s`,
  ],
  'the registration': [
    silentFrom('/api/v1/auth/register', { refusesLogin: 401 }),
    `\\[SIGN_IN_FAILED\\] checked: POST /api/v1/auth/register for \\S+\\. Found: no complete answer within 8 s`,
  ],
  'the first answer after the sign-in': [
    silentFrom('/api/v1/auth/me'),
    `\\[TARGET_UNREACHABLE\\] checked: which operations ${ORIGIN} offers, after the sign-in\\. Found: no complete answer within 8 s to any of the first 8`,
  ],
  'the operations': [
    silentOperations(),
    `\\[TARGET_UNREACHABLE\\] checked: which operations .+ Found: no complete answer within 8 s to any of the first 8`,
  ],
  "the web client's first page": [
    silentFrom('/'),
    `\\[WEB_CLIENT_MISSING\\] checked: the web client, GET ${ORIGIN}/login\\. Found: no complete answer within 6 s`,
    webClient,
  ],
  "the web client's script": [
    (request, response) => {
      if (request.url === '/login')
        response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/app.js"></script>');
    },
    `\\[WEB_CLIENT_MISSING\\] checked: the web client, GET ${ORIGIN}/app\\.js\\. Found: no complete answer within 6 s`,
    webClient,
  ],
};

function webClient(origin: string): Promise<never> {
  return checkWebClient({ uiBaseUrl: origin, tlsVerify: true }) as Promise<never>;
}

/** Announces its limits, and answers no operation. */
function silentOperations(): RequestListener {
  const fake = new FakeSignIn();
  let limitsRead = 0;
  return async (request, response) => {
    if (limitsRead === 3) return;
    if (request.url === '/health') json(response, 200, { status: 'healthy' });
    else {
      if (request.url !== '/api/v1/auth/login') limitsRead += 1;
      if (!(await fake.answer(request, response))) json(response, 400, { error: 'invalid' });
    }
  };
}

// All at once: each waits as long as a person would.
test(`a target that falls silent is reported within 10 s, with the time that was waited, at ${Object.keys(PLACES).join(', ')}`, async ({
  serve,
}) => {
  await Promise.all(
    Object.entries(PLACES).map(async ([place, [listener, words, check = lookAt]]) => {
      const { origin } = await serve(listener);
      const startedMs = performance.now();
      await expect(check(origin), place).rejects.toThrow(new RegExp(`^${words}`));
      expect(performance.now() - startedMs, place).toBeLessThan(10_000);
    }),
  );
});

test('a port that accepts and never speaks, TLS neither, is reported within 10 s, with the time that was waited', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const startedMs = performance.now();
    await expect(lookAt(`https://127.0.0.1:${port}`)).rejects.toThrow('no complete answer within 6 s');
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  } finally {
    server.close();
  }
});

test('an answer without an end is cut off, and the line says so', async ({ serve }) => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed) if (!response.write(Buffer.alloc(65_536, '"healthy"'))) return;
    };
    response.on('drain', more);
    more();
  });
  const usedBefore = process.memoryUsage().rss;
  await expect(preflight(targetAt(origin), test.info().outputPath('budget.jsonl'))).rejects.toThrow(
    `[TARGET_UNREACHABLE] checked: GET ${origin}/health. Found: an answer that was cut off, since it is longer than any may be (8 MiB)`,
  );
  expect(process.memoryUsage().rss - usedBefore).toBeLessThan(200 * 1024 * 1024);
});
