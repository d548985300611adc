import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeInOneStep } from '../../base/write-in-one-step.ts';
import type { CreatedEntry } from './created-journal.ts';
import { isLeftBehind } from './put-away.ts';
import { readJournal } from './read-journal.ts';
import type { RemovalReport } from './removal-report.ts';

/** Compressed: it is ids by the ten thousand, and nobody reads it but who empties a target by other means. */
export const LEFT_FILE = 'left.jsonl.gz';

/** What a line says of all its ids. */
type Origin = Omit<CreatedEntry, 'id'>;
const EACH_ONCE: Record<keyof Origin, true> = {
  kind: true,
  operation: true,
  dealershipId: true,
  userId: true,
};
const ORIGIN = Object.keys(EACH_ONCE) as (keyof Origin)[];

/**
 * Replaces the journals of a run by one that names only what is still on the target, a line for many ids of a kind: a
 * run of two hours makes hundreds of thousands of things, and its folder shall stay small. Does nothing when something
 * could not be put away, since then the journals are still needed.
 */
export function condenseJournals(
  paths: readonly string[],
  { complete }: Pick<RemovalReport, 'complete'>,
): void {
  const [first] = paths;
  if (first === undefined || !complete) return;
  const left = readJournal(...paths).entries.filter(({ kind }) => isLeftBehind(kind));
  const lines = groupedBy(left, ORIGIN).flatMap((group) => {
    const ids = group.map(({ id }) => id);
    return group.slice(0, 1).map(({ id: _, ...origin }) => `${JSON.stringify({ ...origin, ids })}\n`);
  });
  const leftPath = join(dirname(first), LEFT_FILE);
  writeInOneStep(leftPath, gzipSync(lines.join('')));
  for (const path of paths) if (path !== leftPath) rmSync(path, { force: true });
}

/** Entries that are alike in all these members, group by group. */
function groupedBy(
  entries: readonly CreatedEntry[],
  [member, ...others]: readonly (keyof Origin)[],
): (readonly CreatedEntry[])[] {
  if (member === undefined) return [entries];
  const groups = Map.groupBy(entries, (entry) => entry[member]);
  return [...groups.values()].flatMap((group) => groupedBy(group, others));
}
