import type { ApiUser } from '../../fixtures/api-user.ts';
import { type JourneyNeed, provideNeeds } from '../../fixtures/visits/journey-needs.ts';
import type { AuditedPage } from '../../src/lighthouse/audited-pages.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { checkWebClient, chosenShims } from '../../src/target/web-client.ts';

/** What a person has to find at the target for a page to show what it is for. */
const NEEDS: Readonly<Record<AuditedPage, readonly JourneyNeed[]>> = {
  login: [],
  dashboard: [],
  deals: ['deal'],
  worksheet: ['customer', 'vehicle'],
  customers: ['customer'],
};

/**
 * Sees to it that a page has something to show: an empty list is a fast page that nobody has. What is missing is made by `user`, before
 * the audit; the run's journal gets it.
 *
 * @throws Error in one line: when something is missing and cannot be made, or when the web client needs help to show a list. An audit
 *   gives none, since a shim would be in its figures
 */
export async function provideForAudit(
  page: AuditedPage,
  { plan, target }: Pick<RunContext, 'plan' | 'target'>,
  user: Pick<ApiUser, 'ask' | 'send' | 'context'>,
): Promise<void> {
  const needs = NEEDS[page];
  if (needs.length === 0) return;
  const what = `lighthouse ${page}`;
  // Whatever SHIMS says: an audit gives no help.
  const help = chosenShims('auto', await checkWebClient(target));
  if (help.length > 0)
    throw new Error(
      `${what}: it needs a list of the web client at ${target.uiBaseUrl}. Found: a client that shows none without help (${help.join(', ')}), ` +
        'and an audit gives no help. Right would be: a client that fits the API, or the audits of login and dashboard alone (docs/lighthouse.md)',
    );
  const without = '--project=lighthouse with the names of other pages';
  await provideNeeds({ name: page, needs }, user, { ...plan, shims: [] }, { what, without });
}
