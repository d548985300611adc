import { expect, test } from '@playwright/test';
import { SuiteError } from '../../../../src/base/suite-error.ts';
import { troubleTeller } from '../../../../src/traffic/watch/trouble-teller.ts';

const refused = (email: string) =>
  new SuiteError('SIGN_IN_FAILED', { checked: `signing in ${email}`, found: '503', right: 'a token' });

test('the first trouble of each kind is told, whoever had it, and also when nobody debugs', () => {
  const lines: string[] = [];
  const tell = troubleTeller((line) => lines.push(line), false);
  for (const error of [refused('a@example.com'), refused('b@example.com'), new TypeError('no'), 'odd', 'odd'])
    tell(error);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(
    /a virtual user had trouble and goes on: .*a@example\.com.*shown with DEBUG=true/s,
  );
  expect(lines[1]).toContain('TypeError: no');
  expect(lines[2]).toContain('odd');
});

test('somebody who debugs is told all of them', () => {
  const lines: string[] = [];
  const tell = troubleTeller((line) => lines.push(line), true);
  for (const email of ['a@example.com', 'b@example.com']) tell(refused(email));
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('DEBUG');
});
