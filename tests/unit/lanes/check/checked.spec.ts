import { expect, test } from '@playwright/test';
import { type Checked, checkLines, isPossible } from '../../../../lanes/check/checked.ts';

const fine: Checked = { what: 'operation', name: 'deals.list', result: { kind: 'fine', ms: 12.4 } };
const absent: Checked = {
  what: 'flow',
  name: 'salesManager',
  result: { kind: 'not offered', reason: 'none of its operations is' },
};
const failing = (
  what: Checked['what'],
  code: 'OPERATION_FAILED' | 'FLOW_FAILED' | 'JOURNEY_FAILED',
): Checked => ({
  what,
  name: 'it',
  result: { kind: 'failing', code, reason: 'server_error (status 500)' },
});

test('a run is possible when something is offered and nothing of it fails', () => {
  expect(isPossible([fine, absent])).toBe(true);
  expect(isPossible([fine, failing('operation', 'OPERATION_FAILED')])).toBe(false);
  expect(isPossible([absent])).toBe(false);
});

test('each thing is a line, with the coded reason where it fails, and the last line says what follows', () => {
  expect(
    checkLines([fine, absent, failing('flow', 'FLOW_FAILED'), failing('journey', 'JOURNEY_FAILED')]),
  ).toEqual([
    'fine         operation deals.list, 12 ms',
    'not offered  flow salesManager: none of its operations is',
    'failing      [FLOW_FAILED] flow it: server_error (status 500)',
    'failing      [JOURNEY_FAILED] journey it: server_error (status 500)',
    'check: 1 thing fine, 1 not offered and 2 failing; a run is not possible as it is: correct what fails, or leave it out by OPERATIONS and JOURNEYS',
  ]);
  const socket: Checked = { what: 'socket', name: 'showroom.connect', result: { kind: 'fine' } };
  expect(checkLines([socket])[0]).toBe('fine         socket showroom.connect');
  expect(checkLines([failing('operation', 'OPERATION_FAILED')])[0]).toContain(
    '[OPERATION_FAILED] operation it',
  );
});
