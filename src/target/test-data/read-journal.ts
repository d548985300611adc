import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { CREATED_KINDS } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';

/** What a journal holds. */
export interface JournalContent {
  /** Entries in the order they were made, each thing once. */
  readonly entries: readonly CreatedEntry[];
  /** Lines that are not entries: a writer that was killed leaves half a line behind. */
  readonly unreadableLines: number;
}

/** Reads a journal back; a file that does not exist is an empty journal, since nothing was made. */
export function readJournal(path: string): JournalContent {
  if (!existsSync(path)) return { entries: [], unreadableLines: 0 };
  const entries = new Map<string, CreatedEntry>();
  let unreadableLines = 0;
  const content = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8');
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const found = parseEntries(line);
    if (found.length === 0) unreadableLines += 1;
    for (const entry of found) entries.set(`${entry.kind} ${entry.id}`, entry);
  }
  return { entries: [...entries.values()], unreadableLines };
}

const TEXT = z.string().min(1);

/** A line names one thing by its `id`, or in a condensed journal (`.gz`) many by their `ids`. */
const LINE = z.object({
  kind: z.enum(CREATED_KINDS),
  operation: TEXT,
  dealershipId: TEXT,
  userId: TEXT.optional(),
  id: TEXT.optional(),
  ids: z.array(TEXT).optional(),
});

function parseEntries(line: string): CreatedEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [];
  }
  const { data } = LINE.safeParse(value);
  if (data === undefined) return [];
  const { id, ids = id === undefined ? [] : [id], userId, ...rest } = data;
  return ids.map((each) => ({ ...rest, ...(userId !== undefined && { userId }), id: each }));
}
