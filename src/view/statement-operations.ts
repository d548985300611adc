import { sum } from '../base/statistics/averages.ts';
import type { StatementEvidence } from '../evidence/evidence-record.ts';
import { allBurstsOf } from '../record/round-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { operations as catalogue } from '../target/catalogue.ts';
import type { Operation } from '../target/operation.ts';

/** An operation and how often the run requested it: by its users and its bursts together, as the database counts both. */
export interface RequestedOperation {
  readonly operation: string;
  readonly sent: number;
}

/** A statement with the operations that it may belong to. */
export interface StatementRow extends StatementEvidence {
  readonly operations: readonly string[];
}

/** How often the run requested each operation. Requests of pages are not counted: nobody knows their number for certain. */
export function requestedOperations(
  record: Pick<RunRecord, 'traffic' | 'bursts' | 'rounds'>,
): RequestedOperation[] {
  const sent = new Map((record.traffic?.operations ?? []).map((each) => [each.operation, each.sent]));
  for (const { operation, outcomes } of allBurstsOf(record))
    sent.set(operation, (sent.get(operation) ?? 0) + sum(Object.values(outcomes)));
  return [...sent].map(([operation, count]) => ({ operation, sent: count }));
}

/** So many are named of a statement. */
const MOST_NAMED = 2;
/** A statement that ran more than so many times as often, or as rarely, as an operation hardly belongs to it. */
const MOST_APART = 3;

/** Which requests run a statement; the later ones only where there is none of the earlier. */
const VERBS: Readonly<Record<string, readonly (readonly Operation['method'][])[]>> = {
  SELECT: [['GET'], ['POST', 'PUT', 'PATCH', 'DELETE']],
  INSERT: [['POST']],
  UPDATE: [
    ['PUT', 'PATCH'],
    ['POST', 'DELETE'],
  ],
  DELETE: [['DELETE'], ['POST']],
};

/**
 * The operations that a statement may belong to: they are about one of its tables, and were requested about as often as it
 * ran. A guess by names and counts, as nothing in the database says who asked; the nearest count comes first.
 */
export function operationsOf(
  statement: { readonly text: string; readonly calls: number },
  requested: readonly RequestedOperation[],
): string[] {
  const tables = tablesIn(statement.text);
  const apart = ({ sent }: RequestedOperation) => Math.abs(Math.log(statement.calls / sent));
  const near = requested
    .filter((each) => each.sent > 0 && apart(each) <= Math.log(MOST_APART))
    .sort((a, b) => apart(a) - apart(b));
  const by = (methods: readonly Operation['method'][]) =>
    near.flatMap(({ operation }) => {
      const known = catalogue.find(({ id }) => id === operation);
      return known !== undefined && methods.includes(known.method) && isAbout(known, tables)
        ? [operation]
        : [];
    });
  const verb = verbOf(statement.text);
  const found = (VERBS[verb] ?? []).map(by).find(({ length }) => length > 0) ?? [];
  return found.slice(0, MOST_NAMED);
}

/** What a statement does. One that begins with WITH does what it first writes, and reads where it writes nothing. */
function verbOf(text: string): string {
  const first = /^\w+/.exec(text)?.[0]?.toUpperCase() ?? '';
  if (first !== 'WITH') return first;
  return (
    /\b(?:INSERT(?=\s+INTO)|UPDATE(?!\s+SET)|DELETE(?=\s+FROM))\b/i.exec(text)?.[0]?.toUpperCase() ?? 'SELECT'
  );
}

/** The tables that a statement names, in lower case without their schemas. */
export function tablesIn(text: string): string[] {
  const found = text.matchAll(
    /\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?(?:"?\w+"?\s*\.\s*)?"?([A-Za-z_]\w*)"?/gi,
  );
  return [...new Set([...found].map(([, table = '']) => table.toLowerCase()))];
}

/** Whether a part of the operation's route is named like one of the tables: `visits` like `showroom_visits`. */
function isAbout({ path, service }: Operation, tables: readonly string[]): boolean {
  const parts = path.split('/').filter((part) => /^[a-z-]+$/.test(part) && part !== 'api');
  const names = [...parts.map((part) => part.replaceAll('-', '_')), ...(service === 'auth' ? ['users'] : [])];
  return tables.some((table) => names.some((name) => table === name || table.endsWith(`_${name}`)));
}
