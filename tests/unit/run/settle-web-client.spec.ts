import type { RequestListener } from 'node:http';
import { settleWebClient } from '../../../src/run/settle-web-client.ts';
import { SHIM_NAMES } from '../../../src/settings/table/run-rows.ts';
import { expect, test } from '../../made/small-server.ts';

const PLAN = { scenario: 'smoke', lanes: ['traffic', 'login', 'tax-quote'] };
const AUTO = { journeys: 'auto', shims: 'auto' } as const;

const nothing: RequestListener = (_request, response) => response.writeHead(404).end('not found');

/** A web client, whose script is this. */
function client(script: string): RequestListener {
  return ({ url }, response) => {
    if (url === '/app.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/app.js"></script>');
  };
}

const sound = client("const BASE = '/api/v1';");
const known = client("const BASE = '/api/v1'; post('/v1/auth/login');");

test('JOURNEYS=auto leaves the journeys out where no client answers, and says so; the traffic stays', async ({
  serve,
}) => {
  const { origin: uiBaseUrl } = await serve(nothing);
  expect(await settleWebClient({ uiBaseUrl, tlsVerify: true }, PLAN, AUTO)).toEqual({
    lanes: ['traffic'],
    shims: [],
    findings: [
      {
        check: 'web client',
        kind: 'warning',
        found: `nothing at ${uiBaseUrl} that a journey could use`,
        wayOut: 'JOURNEYS=auto: the journeys are left out and never passed',
      },
    ],
  });
});

test('JOURNEYS=auto measures the journeys where there is a client', async ({ serve }) => {
  const { origin: uiBaseUrl } = await serve(sound);
  const settled = await settleWebClient({ uiBaseUrl, tlsVerify: true }, PLAN, AUTO);
  expect(settled).toMatchObject({ lanes: PLAN.lanes, shims: [], findings: [{ kind: 'fine' }] });
});

for (const [what, plan, journeys] of [
  ['all journeys are asked for', PLAN, 'all'],
  ['journeys are named', PLAN, ['login']],
  ['JOURNEYS=auto would leave nothing', { ...PLAN, lanes: ['login'] }, 'auto'],
  ['JOURNEYS=auto stands before audits of pages', { scenario: 'lighthouse', lanes: ['login'] }, 'auto'],
] as const)
  test(`without a client a run is refused when ${what}`, async ({ serve }) => {
    const { origin: uiBaseUrl } = await serve(nothing);
    await expect(
      settleWebClient({ uiBaseUrl, tlsVerify: true }, plan, { journeys, shims: 'auto' }),
    ).rejects.toThrow('[WEB_CLIENT_MISSING]');
  });

for (const [what, plan] of [
  ['has traffic alone', { ...PLAN, lanes: ['traffic'] }],
  ['is a baseline', { scenario: 'baseline', lanes: ['deals', 'auth'] }],
] as const)
  test(`a run that ${what} asks for no client`, async ({ serve }) => {
    const { origin: uiBaseUrl, requests } = await serve(nothing);
    const settled = await settleWebClient({ uiBaseUrl, tlsVerify: true }, plan, AUTO);
    expect(settled).toEqual({ lanes: plan.lanes, shims: [], findings: [] });
    expect(requests).toEqual([]);
  });

test('a client that repeats the version may get all shims, and the finding names them', async ({ serve }) => {
  const { origin: uiBaseUrl } = await serve(known);
  const settled = await settleWebClient({ uiBaseUrl, tlsVerify: true }, PLAN, AUTO);
  expect(settled.shims).toEqual(SHIM_NAMES);
  expect(settled.findings[0]?.wayOut).toContain('S1, S2, S3, S4');
});
