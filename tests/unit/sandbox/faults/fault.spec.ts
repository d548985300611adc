import { expect, test } from '@playwright/test';
import { FAULT_KINDS, parseFault } from '../../../../sandbox/faults/fault.ts';
import { readSettings } from '../../../../sandbox/settings.ts';

for (const { name, example, promise } of FAULT_KINDS)
  test(`the example of ${name} is a fault of this kind, and its promise has a figure or an end`, () => {
    expect(parseFault(example)).toMatchObject({ kind: name, text: example });
    expect(promise).toMatch(/\d|until|never/);
  });

test('faults of the sandbox are places and amounts, or amounts only', () => {
  const { faults } = readSettings({ FAULTS: 'deals.list:delay+200, capacity:2x10,*:delay+5,deals:delay+5' });
  expect(faults.map(({ kind }) => kind)).toEqual(['delay', 'capacity', 'delay', 'delay']);
});

for (const text of [
  'deals.create',
  '/deals:db+300',
  'deals.lst:db+300',
  'deals:db+300',
  'deals:script+300',
  '/deals:picture+0',
  '/deals:fire+3',
  'deals.list:delay+0',
  'deals.list:delay+200/40-20',
  'deals.lost:delay+200',
  'messaging.connect:delay+200',
  'delay:200',
  'deals.list:capacity+2x10',
  'capacity:0x10',
  'capacity:2x0',
  'deals.list:ramp+300',
  'deals.list:ramp+300/0',
  'deals.list:humps+300/0',
  'deals.list:errors+101',
  'deals.list:errors+30/20',
  'deals.list:reset+0',
  'deals.get:no-index+1000',
  'pause:5000/5',
  'pool:0',
  'restart:26-20',
  'restart:6',
  'leak:+20000',
])
  test(`'${text}' is not a fault, and ends the sandbox before it starts with the forms of all kinds`, () => {
    expect(parseFault(text)).toBeUndefined();
    let message = '';
    try {
      readSettings({ FAULTS: text });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(`FAULTS is "${text}", it should be like `);
    for (const { example } of FAULT_KINDS) expect(message).toContain(example);
  });
