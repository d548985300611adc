import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect } from '@playwright/test';
import { withAuditBrowser } from '../../../../lanes/audits/audit-browser.ts';
import { loadPage } from '../../../../lanes/audits/load-page.ts';
import { machineMs } from '../../../../src/base/clock.ts';
import { readFigures } from '../../../../src/lighthouse/audit-figures.ts';
import { leastFigures } from '../../../../src/lighthouse/least-figures.ts';
import type { Stretch } from '../../../../src/measure/covered-time.ts';
import type { Target } from '../../../../src/target/environments/target.ts';
import type { Session } from '../../../../src/target/session/session.ts';

const SESSION = { tokens: { access: 'the-access', refresh: 'the-refresh' } } as unknown as Session;
const PICTURE_BYTES = 200_000;

/** A client that shows who is signed in, sends everybody else to its login page, and has a large picture. */
const CLIENT = `<!doctype html><title>A desk</title><h1></h1><img src="/picture" width="100" height="100"><script>
  const token = localStorage.getItem('autolytiq_access_token');
  if (token === null) history.replaceState(null, '', '/login');
  document.querySelector('h1').textContent = 'Hello ' + token;
</script>`;

/** A small web client on a port that the system chooses, and a target with its address. */
const test = base.extend<{ desk: { target: Target; asked: string[] } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern to see which fixtures are used.
  desk: async ({}, use) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const uiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await use({ target: { uiBaseUrl, tlsVerify: true } as Target, asked });
    await closed(server);
  },
});

function answer({ url }: IncomingMessage, response: ServerResponse): void {
  if (url === '/broken') response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>');
  else if (url === '/picture')
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture(PICTURE_BYTES));
  else response.writeHead(200, { 'content-type': 'text/html' }).end(CLIENT);
}

function picture(bytes: number): string {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="100" height="100"/></svg>';
  return svg + ' '.repeat(bytes - svg.length);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

test('a page is audited signed in, with a cold cache, and has all figures', async ({
  desk,
  launchOptions,
}) => {
  const { target, asked } = desk;
  const beganMs = machineMs();
  const {
    value: { result },
    browserWaitShare,
    waitedMs,
  } = await withAuditBrowser(launchOptions, { target, session: SESSION }, (page) =>
    loadPage('/deals', { selector: 'h1', text: '^Hello the-access$' })({
      page,
      baseUrl: target.uiBaseUrl,
      device: 'desk',
      what: 'it',
    }),
  );
  const figures = readFigures(result, 'navigation', 'it');
  // Nothing was loaded before the audit. The browser itself asks for the icon, Lighthouse for robots.txt.
  expect(asked.filter((path) => path !== '/favicon.ico' && path !== '/robots.txt')).toEqual([
    '/deals',
    '/picture',
  ]);
  expect(figures.transferredBytes).toBeGreaterThan(PICTURE_BYTES);
  expect(figures.transferredBytes).toBeLessThan(PICTURE_BYTES + 5_000);
  expect(figures.score).toBeCloseTo(100 * (result.categories.performance?.score ?? Number.NaN));
  expect(figures.lcpMs).toBeGreaterThanOrEqual(figures.fcpMs ?? Number.NaN);
  if (process.platform !== 'linux') return;
  expect(browserWaitShare).toBeGreaterThan(0);
  if (waitedMs === undefined) throw new Error('Linux reports waits for a core');
  expect(leastFigures(result, figures, waitedMs).lcpMs).toBeLessThanOrEqual(figures.lcpMs ?? 0);
  const stretches: Stretch[] = [];
  const withoutWaits = leastFigures(result, figures, (stretch) => {
    stretches.push(stretch);
    return 0;
  });
  const { score, lcpMs, tbtMs } = figures;
  expect(withoutWaits).toMatchObject({ score, lcpMs, tbtMs });
  // The result tells when the page did what, on the clock of the waits.
  expect(stretches.length).toBeGreaterThan(1);
  expect(Math.min(...stretches.map(({ fromMs }) => fromMs))).toBeGreaterThan(beganMs);
  expect(Math.max(...stretches.map(({ toMs }) => toMs))).toBeLessThan(machineMs());
});

test('a client that rejects the session is an error, not a fast page', async ({
  desk: { target },
  launchOptions,
}) => {
  const audit = withAuditBrowser(launchOptions, { target, session: undefined }, (page) =>
    loadPage('/deals', { selector: 'h1' })({ page, baseUrl: target.uiBaseUrl, device: 'desk', what: 'it' }),
  );
  await expect(audit).rejects.toThrow('it: the page ended at /login; expected /deals');
});

test('a page without its data is an error, not a fast page', async ({ desk: { target }, launchOptions }) => {
  const landmark = { selector: 'h1', text: '^Hello the-access$', next: { text: 'A list of deals' } };
  const audit = withAuditBrowser(launchOptions, { target, session: SESSION }, (page) =>
    loadPage('/deals', landmark)({ page, baseUrl: target.uiBaseUrl, device: 'desk', what: 'it' }),
  );
  await expect(audit).rejects.toThrow(
    /^it: \/deals did not show .*A list of deals.*; expected the page with its data$/,
  );
});

test('a page that the server answers with an error has no figures, and the message says why', async ({
  desk: { target },
  launchOptions,
}) => {
  const {
    value: { result },
  } = await withAuditBrowser(launchOptions, { target, session: undefined }, (page) =>
    loadPage('/broken', { selector: 'h1' })({ page, baseUrl: target.uiBaseUrl, device: 'desk', what: 'it' }),
  );
  expect(() => readFigures(result, 'navigation', 'it')).toThrow(
    /^it: the result has no value of 'total-blocking-time' \(.*\(Status code: 500\)\); expected a number$/,
  );
});
