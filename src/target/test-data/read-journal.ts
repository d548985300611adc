import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { CREATED_KINDS } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';

/** What journals hold. */
export interface JournalContent {
  /** Entries in the order they were made, each thing once. */
  readonly entries: readonly CreatedEntry[];
  /** Those of the entries that a line says were removed. */
  readonly removed: readonly CreatedEntry[];
  /** Lines that are not entries: a writer that was killed, or a full disk, leaves half a line behind. */
  readonly unreadableLines: number;
}

/**
 * Reads the journals of a run back; one may say that something was removed which another one names. A file that does not
 * exist is an empty journal, since nothing was made.
 */
export function readJournal(...paths: readonly string[]): JournalContent {
  const entries = new Map<string, CreatedEntry>();
  const removed = new Set<string>();
  let unreadableLines = 0;
  for (const line of paths.flatMap(linesOf)) {
    if (line === '') continue;
    const found = parseLine(line);
    if (found === undefined) unreadableLines += 1;
    else if (found.removed === true) removed.add(keyOf(found));
    else for (const entry of entriesOf(found)) entries.set(keyOf(entry), entry);
  }
  const all = [...entries];
  return {
    entries: all.map(([, entry]) => entry),
    removed: all.filter(([key]) => removed.has(key)).map(([, entry]) => entry),
    unreadableLines,
  };
}

/** The same for each mention of one thing. */
export function keyOf({
  kind,
  id = '',
}: {
  readonly kind: string;
  readonly id?: string | undefined;
}): string {
  return `${kind} ${id}`;
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const content = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8').split('\n');
}

const TEXT = z.string().min(1);

/** A line names one thing by its `id`, or in a condensed journal (`.gz`) many by their `ids`. */
const LINE = z.object({
  kind: z.enum(CREATED_KINDS),
  operation: TEXT.optional(),
  dealershipId: TEXT.optional(),
  userId: TEXT.optional(),
  id: TEXT.optional(),
  ids: z.array(TEXT).optional(),
  removed: z.literal(true).optional(),
});

type Line = z.infer<typeof LINE>;

/** @returns undefined for a line that is cut off, or names nothing */
function parseLine(line: string): Line | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { data } = LINE.safeParse(value);
  if (data === undefined) return undefined;
  const isNamed = data.removed === true ? data.id !== undefined : entriesOf(data).length > 0;
  return isNamed ? data : undefined;
}

function entriesOf({
  kind,
  operation,
  dealershipId,
  userId,
  id,
  ids = id === undefined ? [] : [id],
}: Line): CreatedEntry[] {
  if (operation === undefined || dealershipId === undefined) return [];
  const made = { kind, operation, dealershipId, ...(userId !== undefined && { userId }) };
  return ids.map((each) => ({ ...made, id: each }));
}
