import type { ApiUser } from '../../../../fixtures/api-user.ts';
import { provideForAudit } from '../../../../lanes/audits/audit-needs.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import type { Operation } from '../../../../src/target/operation.ts';
import { buildContext } from '../../../made/build-context.ts';
import { clientWith } from '../../../made/known-build.ts';
import { expect, test } from '../../../made/small-server.ts';
import { SnapshotStudio } from '../../../made/snapshot-studio.ts';

const run = (uiBaseUrl: string) =>
  ({
    plan: { offers: {}, sockets: {}, shims: [] },
    target: { uiBaseUrl, tlsVerify: true },
  }) as unknown as RunContext;

/** A user of a dealership that has nothing; what it makes is listed. */
function newUser(refuses?: Error) {
  const made: string[] = [];
  return {
    made,
    context: buildContext(1),
    ask: async ({ id }: Operation) =>
      made.includes(id.replace('list', 'create')) ? [{ email: 'ada@example.com', status: 'available' }] : [],
    send: async ({ id }: Operation) => {
      if (refuses !== undefined) throw refuses;
      made.push(id);
      return Buffer.from('{}');
    },
  } satisfies Pick<ApiUser, 'ask' | 'send' | 'context'> & { made: string[] };
}

test('what an audited page needs is made where a new installation has none', async ({ serve }) => {
  const { origin } = await serve(new SnapshotStudio({ client: clientWith({}) }).answer);
  for (const [page, made] of [
    ['dashboard', []],
    ['customers', ['customers.create']],
    ['deals', ['customers.create', 'deals.create']],
    ['worksheet', ['customers.create', 'inventory.create']],
  ] as const) {
    const user = newUser();
    await provideForAudit(page, run(origin), user);
    expect(user.made, page).toEqual(made);
  }
});

test('what is missing and cannot be made is named in one line, with the audit', async ({ serve }) => {
  const { origin } = await serve(new SnapshotStudio({ client: clientWith({}) }).answer);
  const user = newUser(new Error('preparation: inventory.create gave forbidden (status 403)'));
  await expect(provideForAudit('worksheet', run(origin), user)).rejects.toThrow(
    /^lighthouse worksheet: it needs a customer with an e-mail in dealership .*or --project=lighthouse with the names of other pages$/,
  );
});

test('a list of a client that shows none without help is not audited, and its other pages are', async ({
  serve,
}) => {
  const { origin } = await serve(new SnapshotStudio().answer);
  await expect(provideForAudit('deals', run(origin), newUser())).rejects.toThrow(
    /^lighthouse deals: .* Found: a client that shows none without help \(S1, S2, S3, S4\), and an audit gives no help\./,
  );
  await provideForAudit('dashboard', run(origin), newUser());
});
