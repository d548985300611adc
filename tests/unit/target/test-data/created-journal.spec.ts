import { appendFileSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CreatedJournal } from '../../../../src/target/test-data/created-journal.ts';
import { dealershipIdFor } from '../../../../src/target/test-data/dealership-id.ts';
import { readJournal } from '../../../../src/target/test-data/read-journal.ts';

const entry = (id: string) => ({ kind: 'deal', id, operation: 'deals.create', dealershipId: 'd' }) as const;

test('what was appended is read back after close, in its order', () => {
  const path = test.info().outputPath('deep', 'journal.jsonl');
  const journal = new CreatedJournal(path);
  journal.append(entry('1'));
  journal.append({ ...entry('2'), userId: 'u' });
  expect(journal.count).toBe(2);
  journal.close();
  journal.close();
  expect(readJournal(path)).toEqual({
    entries: [entry('1'), { ...entry('2'), userId: 'u' }],
    removed: [],
    unreadableLines: 0,
  });
  expect(() => journal.append(entry('3'))).toThrow('after close');
});

test('a journal that was never begun is empty', () => {
  expect(readJournal(test.info().outputPath('none.jsonl'))).toEqual({
    entries: [],
    removed: [],
    unreadableLines: 0,
  });
});

test('half a line of a killed writer swallows neither its neighbours nor the next writer', () => {
  const path = test.info().outputPath('journal.jsonl');
  appendFileSync(path, `${JSON.stringify(entry('1'))}\n{"kind":"deal","id":"2","oper`);
  const journal = new CreatedJournal(path);
  journal.append(entry('3'));
  journal.close();
  expect(readJournal(path)).toEqual({
    entries: [entry('1'), entry('3')],
    removed: [],
    unreadableLines: 1,
  });
});

test('a line that something was removed counts for the entries of all journals', () => {
  const [made, removed] = ['made', 'removed'].map((name) => new CreatedJournal(test.info().outputPath(name)));
  for (const id of ['1', '2', '3']) made?.append(entry(id));
  for (const id of ['2', 'unknown']) removed?.removed({ kind: 'deal', id });
  removed?.removed({ kind: 'customer', id: '1' });
  for (const journal of [made, removed]) journal?.close();
  const read = readJournal(removed?.path ?? '', made?.path ?? '');
  expect(read.entries.map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(read.removed).toEqual([entry('2')]);
  expect(read.unreadableLines).toBe(0);
});

test('two writers of one file do not mix their lines', () => {
  const path = test.info().outputPath('journal.jsonl');
  const writers = [new CreatedJournal(path), new CreatedJournal(path)];
  for (let index = 0; index < 400; index += 1) {
    const writer = writers[index % 2];
    writer?.append(entry(String(index)));
    if (index % 7 === 0) writer?.flush();
  }
  for (const writer of writers) writer.close();
  expect(readJournal(path).entries).toHaveLength(400);
});

test('flushing is due without close', async () => {
  const path = test.info().outputPath('journal.jsonl');
  const journal = new CreatedJournal(path, { flushEveryMs: 10 });
  journal.append(entry('1'));
  await expect.poll(() => readFileSync(path, 'utf8'), { intervals: [5] }).toContain('"id":"1"');
  journal.close();
});

test('the dealership of a run follows from its id and name alone, as a UUID of version 5', () => {
  const id = dealershipIdFor('2026-11-23-abc', 'vu-1');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(dealershipIdFor('2026-11-23-abc', 'vu-1')).toBe(id);
  expect(dealershipIdFor('2026-11-23-abc', 'vu-2')).not.toBe(id);
  expect(dealershipIdFor('2026-11-23-abd', 'vu-1')).not.toBe(id);
});

test('what a full disk does not take is handed over when the journal is closed', () => {
  test.skip(process.platform !== 'linux', 'the full device is one of Linux');
  const rescued: string[] = [];
  const journal = new CreatedJournal('/dev/full', { rescue: (lines) => rescued.push(lines) });
  journal.append({ kind: 'deal', id: 'd1', operation: 'deals.create', dealershipId: 'h1' });
  journal.close();
  expect(rescued.map((lines) => JSON.parse(lines) as unknown)).toEqual([
    { kind: 'deal', id: 'd1', operation: 'deals.create', dealershipId: 'h1' },
  ]);
});

test('who listens gets what is appended from then on, until it stops', () => {
  const journal = new CreatedJournal(test.info().outputPath('journal.jsonl'));
  journal.append(entry('before'));
  const made = journal.fromNow();
  journal.append(entry('1'));
  journal.removed({ kind: 'deal', id: 'before' });
  expect(made()).toEqual([entry('1')]);
  journal.append(entry('after'));
  expect(made()).toEqual([entry('1')]);
  journal.close();
});
