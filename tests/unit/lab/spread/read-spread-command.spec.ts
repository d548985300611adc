import { expect, test } from '@playwright/test';
import { readSpreadCommand } from '../../../../lab/spread/read-spread-command.ts';
import { JOURNEY_ORDER } from '../../../../src/traffic/plan/journey-names.ts';

test('without arguments all journeys are taken 20 times', () => {
  expect(readSpreadCommand([])).toEqual({
    kind: 'measure',
    journeys: JOURNEY_ORDER,
    rounds: 20,
    traced: false,
    write: false,
  });
});

test('journeys, rounds, the trace and a note in the tables can be asked for', () => {
  expect(readSpreadCommand(['create-deal', '--rounds', '5', '--traced', '--write'])).toEqual({
    kind: 'measure',
    journeys: ['create-deal'],
    rounds: 5,
    traced: true,
    write: true,
  });
});

test('a journey that is none is refused with those there are', () => {
  expect(() => readSpreadCommand(['sell-boat'])).toThrow('Right would be: one of login, create-deal');
  expect(() => readSpreadCommand(['--rounds', '1'])).toThrow('a whole number from 2 to 1000');
});
