import type { RequestListener } from 'node:http';
import { withAuditBrowser } from '../../../../lanes/audits/audit-browser.ts';
import { useWorksheet } from '../../../../lanes/audits/use-worksheet.ts';
import { readFigures } from '../../../../src/lighthouse/audit-figures.ts';
import type { Target } from '../../../../src/target/environments/target.ts';
import type { Session } from '../../../../src/target/session/session.ts';
import { clientWith } from '../../../made/known-build.ts';
import { expect, test } from '../../../made/small-server.ts';
import { SnapshotStudio } from '../../../made/snapshot-studio.ts';

const SESSION = { tokens: { access: 'the-access', refresh: 'the-refresh' } } as unknown as Session;
/** In place of the 30 s that a page usually has. */
const SHORT_MS = 5_000;

type Launch = Parameters<typeof withAuditBrowser>[0];

/** Audits the worksheet of a client, which asks its API for what it shows. */
const auditAt = (uiBaseUrl: string, launchOptions: Launch, shownWithinMs?: number) => {
  const target = { uiBaseUrl, tlsVerify: true } as Target;
  return withAuditBrowser(launchOptions, { target, session: SESSION }, (page) =>
    useWorksheet(shownWithinMs)({ page, baseUrl: uiBaseUrl, device: 'desk', what: 'it' }),
  );
};

/** A target whose web client needs no help, but for this change. */
function studioWith(part = '', other = ''): RequestListener {
  const client = clientWith({});
  if (!client.includes(part)) throw new Error(`the client has no ${part}`);
  return new SnapshotStudio({ hasVehicles: true, client: client.replace(part, other) }).answer;
}

test('the worksheet is audited from the click that opens it until the page shows the tax', async ({
  serve,
  launchOptions,
}) => {
  const { origin, requests } = await serve(studioWith());
  const { value } = await auditAt(origin, launchOptions);
  const { watched, used } = value.timespan ?? {};
  expect(readFigures(value.result, 'timespan', 'it').inpMs).toBeGreaterThan(0);
  expect(used?.fromMs).toBeGreaterThan(watched?.fromMs ?? Number.NaN);
  expect(used?.toMs).toBeLessThan(watched?.toMs ?? Number.NaN);
  expect(
    requests.filter((each) => each.startsWith('POST')),
    'it saves nothing',
  ).toEqual([]);
});

for (const [what, answer, message] of [
  [
    'shows another tax',
    studioWith('CA: 0.0825', 'CA: 0.08'),
    /^it: .*Total Tax.*2.*475.* did not appear within 5 s; expected the deals and the worksheet of contract\/ui\.md$/,
  ],
  [
    'has no vehicle to choose',
    studioWith('vehicle.year}', 'vehicle.model}'),
    /^it: .*Start New Deal.* did not appear within 5 s; /,
  ],
  ['has no button for a new deal', studioWith('<button>New Deal</button>'), /Timeout 5000ms exceeded/],
  ['never comes', silentAt('/deals'), /Timeout 5000ms exceeded/],
] as const)
  test(`the audit of a page that ${what} ends when the time for it is over, and says what was missing`, async ({
    serve,
    launchOptions,
  }) => {
    const { origin } = await serve(answer);
    await expect(auditAt(origin, launchOptions, SHORT_MS)).rejects.toThrow(message);
  });

/** A target that does not answer there. */
function silentAt(path: string): RequestListener {
  const answer = studioWith();
  return (request, response) => {
    if (request.url !== path) answer(request, response);
  };
}
