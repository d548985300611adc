import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { condenseJournals } from '../../../../src/target/test-data/condense-journals.ts';
import { type CreatedEntry, CreatedJournal } from '../../../../src/target/test-data/created-journal.ts';
import { readJournal } from '../../../../src/target/test-data/read-journal.ts';
import { RemovalTally } from '../../../../src/target/test-data/removal-report.ts';

const message = (id: string): CreatedEntry => ({
  kind: 'message',
  id,
  operation: 'messaging.sendMessage',
  dealershipId: 'd-1',
  userId: 'u-1',
});
const deal: CreatedEntry = { kind: 'deal', id: 'x', operation: 'deals.create', dealershipId: 'd-1' };

function journals(): string[] {
  const paths = ['lane-0', 'lane-1'].map((lane) => test.info().outputPath(`created/${lane}.jsonl`));
  mkdirSync(dirname(paths[0] ?? ''), { recursive: true });
  paths.forEach((path, lane) => {
    const journal = new CreatedJournal(path);
    for (const entry of [message(`a-${lane}`), deal, message(`b-${lane}`)]) journal.append(entry);
    journal.close();
  });
  return paths;
}

test('what is still on the target stays named, in one line for all of a kind', () => {
  const paths = journals();
  const tally = new RemovalTally();
  tally.done('deal', 'removed');
  tally.left('message', 'the API has no operation that removes a message');
  condenseJournals(paths, tally.report());
  expect(paths.filter((path) => existsSync(path))).toEqual([]);
  const left = test.info().outputPath('created/left.jsonl.gz');
  expect(gunzipSync(readFileSync(left)).toString('utf8').trim().split('\n')).toHaveLength(1);
  const ids = readJournal(left).entries.map(({ kind, id, userId }) => `${kind} ${id} of ${userId}`);
  expect(ids).toEqual(['a-0', 'b-0', 'a-1', 'b-1'].map((id) => `message ${id} of u-1`));
});

test('a line is for one operation and one user, whatever the order in which a journal names its members', () => {
  const path = test.info().outputPath('created/lane.jsonl');
  const journal = new CreatedJournal(path);
  const { userId, operation, ...rest } = message('c');
  for (const entry of [
    message('a'),
    { ...message('b'), userId: 'u-2' },
    { userId, operation, ...rest } as CreatedEntry,
    { ...message('d'), operation: 'messaging.reply' },
    { ...message('e'), dealershipId: 'd-2' },
  ])
    journal.append(entry);
  journal.close();
  condenseJournals([path], new RemovalTally().report());
  const left = gunzipSync(readFileSync(test.info().outputPath('created/left.jsonl.gz'))).toString('utf8');
  const lines = left.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { ids: string[] }).ids).toSorted()).toEqual([
    ['a', 'c'],
    ['b'],
    ['d'],
    ['e'],
  ]);
});

test('journals stay as they are while something could not be put away', () => {
  for (const spoil of [
    (tally: RemovalTally) => tally.failed('deal', 'deals.delete: found status 500'),
    (tally: RemovalTally) => tally.left('deal', 'the time for the clean-up was over'),
  ]) {
    const paths = journals();
    const tally = new RemovalTally();
    spoil(tally);
    condenseJournals(paths, tally.report());
    expect(paths.every((path) => existsSync(path))).toBe(true);
  }
});
