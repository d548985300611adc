import { expect, test } from '@playwright/test';
import { FaultNotes } from '../../../../lanes/journeys/fault-notes.ts';
import { noteSecret } from '../../../../src/base/secrets/known-secrets.ts';

test('the same fault of a step is counted as one, whatever the id in it', () => {
  const notes = new FaultNotes();
  for (const last of ['1', '2'])
    notes.add('open a deal', `GET /api/v1/deals/0b1c2d3e-0000-4000-8000-00000000000${last} answered 404`);
  notes.add('save the deal', 'POST /api/v1/deals answered 500');
  expect(notes.sum()).toEqual({
    listed: [
      { step: 'open a deal', fault: 'GET /api/v1/deals/{id} answered 404', count: 2 },
      { step: 'save the deal', fault: 'POST /api/v1/deals answered 500', count: 1 },
    ],
  });
});

test('a page that goes wrong in ever new ways fills no record: the others are counted', () => {
  const notes = new FaultNotes();
  for (let index = 0; index < 25; index += 1) notes.add('sign in', `the page threw Error: ${index}`);
  notes.add('sign in', 'the page threw Error: 0');
  expect(notes.sum()).toMatchObject({ unlisted: 5 });
  expect(notes.sum()?.listed).toHaveLength(20);
  expect(notes.sum()?.listed[0]?.count).toBe(2);
});

test('no fault is no record', () => {
  expect(new FaultNotes().sum()).toBeUndefined();
});

test('a secret that a page throws is masked', () => {
  noteSecret('token-of-ada');
  const notes = new FaultNotes();
  notes.add('sign in', 'the page threw Error: bad token token-of-ada');
  expect(notes.sum()?.listed[0]?.fault).toBe('the page threw Error: bad token ***');
});
