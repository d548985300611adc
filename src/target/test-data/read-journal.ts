import { existsSync, readFileSync } from 'node:fs';
import type { CreatedKind } from '../operation.ts';
import type { CreatedEntry } from './created-journal.ts';

/** The kinds of things a run makes. */
export const CREATED_KINDS = [
  'user',
  'deal',
  'customer',
  'vehicle',
  'visit',
  'conversation',
  'message',
] as const satisfies readonly CreatedKind[];

/** What a journal holds. */
export interface JournalContent {
  /** Entries in the order they were made, each thing once. */
  readonly entries: readonly CreatedEntry[];
  /** Lines that are no entry: half a line is left behind where a writer was killed. */
  readonly unreadableLines: number;
}

/** Reads a journal back; a file that does not exist is an empty journal, since nothing was made. */
export function readJournal(path: string): JournalContent {
  if (!existsSync(path)) return { entries: [], unreadableLines: 0 };
  const entries = new Map<string, CreatedEntry>();
  let unreadableLines = 0;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const entry = parseEntry(line);
    if (entry === undefined) unreadableLines += 1;
    else entries.set(`${entry.kind} ${entry.id}`, entry);
  }
  return { entries: [...entries.values()], unreadableLines };
}

function parseEntry(line: string): CreatedEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const kind = CREATED_KINDS.find((known) => known === Reflect.get(value, 'kind'));
  const [id, operation, dealershipId, userId] = ['id', 'operation', 'dealershipId', 'userId'].map((name) => {
    const text: unknown = Reflect.get(value, name);
    return typeof text === 'string' && text !== '' ? text : undefined;
  });
  if (kind === undefined || id === undefined || operation === undefined || dealershipId === undefined) {
    return undefined;
  }
  return { kind, id, operation, dealershipId, ...(userId === undefined ? {} : { userId }) };
}
