import { expect, test } from '@playwright/test';
import { readSpreadCommand } from '../../../../lab/spread/read-spread-command.ts';

const KNOWN = ['login', 'create-deal', 'tax-quote'];

test('without arguments all journeys are taken 20 times', () => {
  expect(readSpreadCommand([], KNOWN)).toEqual({
    kind: 'measure',
    journeys: KNOWN,
    rounds: 20,
    traced: false,
    write: false,
  });
});

test('journeys, rounds, the trace and a note in the tables can be asked for', () => {
  expect(readSpreadCommand(['create-deal', '--rounds', '5', '--traced', '--write'], KNOWN)).toEqual({
    kind: 'measure',
    journeys: ['create-deal'],
    rounds: 5,
    traced: true,
    write: true,
  });
});

test('a journey that is none is refused with those there are', () => {
  expect(() => readSpreadCommand(['sell-boat'], KNOWN)).toThrow('Right would be: one of login, create-deal');
  expect(() => readSpreadCommand(['--rounds', '1'], KNOWN)).toThrow('a whole number from 2 to 1000');
});
