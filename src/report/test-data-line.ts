import type { RemovalReport } from '../target/test-data/removal-report.ts';

/** One line on what the run made on the target and what became of it, with what stays behind and why. */
export function testDataLine(report: RemovalReport | null): string {
  if (report === null)
    return 'Test data: the clean-up could not be done; what was made is listed in created/*.jsonl';
  const kinds = Object.entries(report.kinds).filter(([, counts]) => counts.made > 0);
  if (kinds.length === 0) return 'Test data: nothing was made';
  const ways = ['removed', 'closed', 'archived', 'left', 'failed'] as const;
  const parts = kinds.map(([kind, counts]) => {
    const done = ways.filter((way) => counts[way] > 0).map((way) => `${counts[way]} ${way}`);
    return `${counts.made} ${kind}s made (${done.join(', ')})`;
  });
  const notes = [...report.leftReasons.map(({ reason }) => reason), ...report.problems];
  return `Test data: ${parts.join(', ')}${notes.length === 0 ? '' : `\n${notes.map((note) => `  - ${note}`).join('\n')}`}`;
}
