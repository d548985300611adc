import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkWebClient, chosenShims } from '../../../src/target/web-client.ts';
import { expect, test } from '../../made/small-server.ts';

const PAGE = '<!doctype html><script type="module" src="/app.js"></script>';

/** A client whose page and script are these. */
function client(page: { status?: number; type?: string; body?: string }, script = "const BASE = '/api/v1';") {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/app.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else
      response
        .writeHead(page.status ?? 200, { 'content-type': page.type ?? 'text/html' })
        .end(page.body ?? PAGE);
  };
}

test('a client whose page and scripts are there is fine and needs no help', async ({ serve }) => {
  const { origin, requests } = await serve(client({}));
  const found = await checkWebClient({ uiBaseUrl: origin, tlsVerify: true });
  expect(requests).toEqual(['GET /login', 'GET /app.js']);
  expect(chosenShims('auto', found)).toEqual([]);
});

for (const [how, script] of [
  ['single quotes', "<script type=module src='/app.js'></script>"],
  ['no quotes, as in a minified page,', '<script src=/app.js defer></script>'],
  ['capitals', '<SCRIPT SRC="/app.js"></SCRIPT>'],
])
  test(`a script whose address has ${how} is found`, async ({ serve }) => {
    const { origin, requests } = await serve(client({ body: `<!doctype html>${script}` }));
    await checkWebClient({ uiBaseUrl: origin, tlsVerify: true });
    expect(requests).toEqual(['GET /login', 'GET /app.js']);
  });

/** Sends the first page elsewhere, and has it at `/login/`, with a script next to it. */
function moved(location: string) {
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/login') response.writeHead(301, { location }).end();
    else if (request.url === '/login/')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="app.js"></script>');
    else response.writeHead(200, { 'content-type': 'text/javascript' }).end('1;');
  };
}

test('a first page that has moved on the same host is followed, and its scripts are found from there', async ({
  serve,
}) => {
  const { origin, requests } = await serve(moved('/login/'));
  await checkWebClient({ uiBaseUrl: origin, tlsVerify: true });
  expect(requests).toEqual(['GET /login', 'GET /login/', 'GET /login/app.js']);
});

for (const location of ['/login', 'http://127.0.0.2:1/login'])
  test(`a first page that is sent to ${location} is no web client`, async ({ serve }) => {
    const { origin } = await serve(moved(location));
    await expect(checkWebClient({ uiBaseUrl: origin, tlsVerify: true })).rejects.toThrow(
      /\[WEB_CLIENT_MISSING\] .*Found: 301\. /,
    );
  });

for (const [what, page, found] of [
  ['a status of 404', { status: 404 }, '404 text/html'],
  ['JSON', { type: 'application/json' }, '200 application/json'],
  ['a page without a script', { body: '<!doctype html>' }, '200 text/html'],
] as const)
  test(`${what} in the place of the first page is no web client`, async ({ serve }) => {
    const { origin } = await serve(client(page));
    await expect(checkWebClient({ uiBaseUrl: origin, tlsVerify: true })).rejects.toThrow(
      `[WEB_CLIENT_MISSING] checked: the web client, GET ${origin}/login. Found: ${found}. Right would be: a page with a script`,
    );
  });

test('a script that is a web page is no web client', async ({ serve }) => {
  const { origin } = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
  );
  await expect(checkWebClient({ uiBaseUrl: origin, tlsVerify: true })).rejects.toThrow(
    `GET ${origin}/app.js`,
  );
});

test('paths with a version below a base without one repeat nothing', async ({ serve }) => {
  const { origin } = await serve(client({}, "const BASE = '/api'; call('/v1/auth/login')"));
  const found = await checkWebClient({ uiBaseUrl: origin, tlsVerify: true });
  expect(chosenShims('auto', found)).toEqual([]);
});

test('shims that are asked for are used whatever the client is, and none where none are wanted', () => {
  expect(chosenShims(['S4', 'S1'], { repeatsVersion: false })).toEqual(['S1', 'S4']);
  expect(chosenShims('none', { repeatsVersion: true })).toEqual([]);
});
