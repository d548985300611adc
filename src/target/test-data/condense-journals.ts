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
  const groups = new Map<string, Omit<CreatedEntry, 'id'> & { ids: string[] }>();
  for (const { id, ...entry } of readJournal(...paths).entries) {
    if (!isLeftBehind(entry.kind)) continue;
    const key = JSON.stringify(entry);
    const group = groups.get(key) ?? { ...entry, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  const lines = [...groups.values()].map((group) => `${JSON.stringify(group)}\n`);
  const leftPath = join(dirname(first), LEFT_FILE);
  writeInOneStep(leftPath, gzipSync(lines.join('')));
  for (const path of paths) if (path !== leftPath) rmSync(path, { force: true });
}
