import { expect, test } from '@playwright/test';
import { readSpreadFlags } from '../../../../lab/spread/spread-flags.ts';

const KNOWN = ['login', 'create-deal', 'tax-quote'];

test('without arguments every journey has 20 rounds', () => {
  expect(readSpreadFlags([], KNOWN)).toEqual({
    journeys: KNOWN,
    rounds: 20,
    traced: false,
    write: false,
  });
});

test('the arguments choose journeys, rounds, the trace and the note in the tables', () => {
  expect(readSpreadFlags(['create-deal', '--rounds', '5', '--traced', '--write'], KNOWN)).toEqual({
    journeys: ['create-deal'],
    rounds: 5,
    traced: true,
    write: true,
  });
});

test('an unknown journey or a wrong number of rounds is an error that says what was expected', () => {
  expect(() => readSpreadFlags(['sell-boat'], KNOWN)).toThrow(
    '[BAD_SETTING] checked: journey. Found: "sell-boat". Right would be: one of login, create-deal',
  );
  expect(() => readSpreadFlags(['--rounds', '1'], KNOWN)).toThrow(
    'Found: "1". Right would be: a whole number from 2 to 1000',
  );
});
