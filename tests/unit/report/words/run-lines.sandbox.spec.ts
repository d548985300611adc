import { expect, test } from '@playwright/test';
import { sandboxWords } from '../../../../src/report/words/run-lines.ts';
import { smallRecord } from '../../../made/small-record.ts';

const facts = { node: 'v24', browser: 'Chromium', host: 'linux' };

test('faults of the embedded sandbox stand next to its name, since figures are not the product’s then', () => {
  const faulty = { ...facts, sandboxFaults: 'deals.create:db+300,/deals:picture+200' };
  expect(sandboxWords(smallRecord({ sandbox: true, facts: faulty }))).toBe(
    'embedded sandbox with faults: deals.create:db+300,/deals:picture+200',
  );
  expect(sandboxWords(smallRecord({ sandbox: true, facts }))).toBe('embedded sandbox');
  expect(sandboxWords(smallRecord({ sandbox: false, facts }))).toBeUndefined();
});
