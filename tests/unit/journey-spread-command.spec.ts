import { expect, test } from '@playwright/test';
import { readSpreadCommand } from '../../scripts/spread/read-spread-command.ts';
import { spreadTable } from '../../scripts/spread/spread-table.ts';
import { JOURNEY_ORDER } from '../../src/traffic/journey-names.ts';

test('without arguments all journeys are taken 20 times', () => {
  expect(readSpreadCommand([])).toEqual({
    kind: 'measure',
    journeys: JOURNEY_ORDER,
    rounds: 20,
    traced: false,
  });
});

test('journeys, rounds and the trace can be asked for', () => {
  expect(readSpreadCommand(['create-deal', '--rounds', '5', '--traced'])).toEqual({
    kind: 'measure',
    journeys: ['create-deal'],
    rounds: 5,
    traced: true,
  });
});

test('a journey that is none is refused with those there are', () => {
  expect(() => readSpreadCommand(['sell-boat'])).toThrow('Right would be: one of login, create-deal');
  expect(() => readSpreadCommand(['--rounds', '1'])).toThrow('a whole number from 2 to 1000');
});

test('the table has the median of the medians, how far they lie apart, and the limit', () => {
  const rounds = [210, 190, 200, 205, 195, 230].map((medianMs) => [
    { step: 'sign in', coldMs: 2 * medianMs, visitsMs: [medianMs], medianMs, requests: [] },
  ]);
  const limits = [{ step: 'sign in', medianMs: 1_500, since: '2026-11-23', reason: 'made up' }];
  expect(spreadTable('login, 6 rounds', rounds, limits).split('\n')).toEqual([
    'login, 6 rounds',
    '  step     median ms  95 % interval  least  most  middle half  cold ms  limit',
    '  sign in        203  190 to 230       190   230  6 %              405  1,500',
  ]);
});
