import { expect } from '@playwright/test';
import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { type Row, TRAFFIC, testRows } from './odd-target-rows.ts';

let refused = 0;

/**
 * The access token that the clean-up has dies after some of its deletions: the users of these runs delete nothing.
 *
 * @param signsIn whether it can be renewed
 */
function tokenDies(signsIn: boolean): Oddity {
  let [deletions, dead] = [0, ''];
  refused = 0;
  return async (passage) => {
    const { method, url = '', headers } = passage.request;
    if (method === 'DELETE') deletions += 1;
    if (deletions > 20 && dead === '') dead = headers.authorization ?? '';
    const isRefused =
      headers.authorization === dead || (dead !== '' && !signsIn && /\/auth\/(?:login|refresh)$/.test(url));
    if (dead === '' || !isRefused) return passOn(passage);
    refused += 1;
    passage.answer({
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"error":"token is expired"}'),
    });
  };
}

const making = {
  args: TRAFFIC,
  settings: { VUS: '10', DURATION: '10s', OPERATIONS: 'deals.create,customers.create' },
  exitCode: 0,
  afterwards: () => expect(refused, 'requests with the dead token').toBeGreaterThan(0),
} as const satisfies Partial<Row>;

testRows([
  {
    ...making,
    what: 'a token that dies in the clean-up',
    oddity: () => tokenDies(true),
    words: [
      'PASSED',
      /Test data: (?:.*, )?(\d+) deals created \(\1 removed\), (\d+) customers created \(\2 removed\)/,
    ],
  },
  {
    ...making,
    what: 'a token that dies in the clean-up and cannot be renewed',
    oddity: () => tokenDies(false),
    words: ['PASSED', /Test data: .* failed\)/, '401', /`npm run cleanup .*` removes the rest/],
  },
]);
