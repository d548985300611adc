import { formatCount } from '../base/format.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { RemovalCounts, RemovalReport } from '../target/test-data/removal-report.ts';

/** What the run created on the target and what became of it, as {@link removalLine} says it, if a clean-up got to its end. */
export function testDataLine({ testData, sandbox }: Pick<RunRecord, 'testData' | 'sandbox'>): string {
  if (testData !== null) return `Test data: ${removalLine(testData)}`;
  return sandbox
    ? 'Test data: no clean-up got to its end; the embedded Desk Studio has ended, with all data'
    : 'Test data: no clean-up got to its end; `npm run cleanup` removes what the run created, which created/*.jsonl lists';
}

/** How many accounts of the users were there, and how many the run made; undefined where nobody counted them. */
export function accountsLine({ accounts }: Pick<RunRecord, 'accounts'>): string | undefined {
  return (
    accounts &&
    `Accounts of users: ${formatCount(accounts.reused)} reused, ${formatCount(accounts.made)} made`
  );
}

/** What was created and what became of it; then a line for each thing that stays, and why. */
export function removalLine(report: RemovalReport): string {
  const kinds = Object.entries(report.kinds).filter(([, counts]) => counts.made > 0);
  if (kinds.length === 0 && report.goOn === undefined) return 'nothing was created';
  const things = (count: number, kind: string) => `${count} ${kind}${count === 1 ? '' : 's'}`;
  const parts = kinds.map(([kind, counts]) => `${things(counts.made, kind)} created (${waysOf(counts)})`);
  const notes = [
    ...report.leftReasons.map(({ kind, count, reason }) => `${things(count, kind)}: ${reason}`),
    ...report.problems,
    ...(report.goOn === undefined ? [] : [`\`${report.goOn}\` removes the rest`]),
  ];
  // A clean-up that could not look knows no more.
  const made = parts.length === 0 ? 'nothing is known to have been created' : parts.join(', ');
  return `${made}${notes.length === 0 ? '' : `\n${notes.map((note) => `  - ${note}`).join('\n')}`}`;
}

const WAYS = {
  removed: 'removed',
  gone: 'already gone',
  closed: 'closed',
  archived: 'archived',
  left: 'left',
  failed: 'failed',
} as const;

/** What became of the things of one kind, e.g. `12 removed, 3 already gone`; the counts add up to those made. */
function waysOf(counts: RemovalCounts): string {
  return (
    Object.entries(WAYS)
      .map(([way, word]) => ({ count: counts[way as keyof typeof WAYS], word }))
      // Runs of earlier versions counted what was gone as removed.
      .filter(({ count = 0 }) => count > 0)
      .map(({ count, word }) => `${count} ${word}`)
      .join(', ')
  );
}
