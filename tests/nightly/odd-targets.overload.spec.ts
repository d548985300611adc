import type { Oddity } from '../made/odd-proxy.ts';
import { unavailable } from '../made/oddities.ts';
import { copyTablesWithEasyOverload } from '../suite/changed-tables.ts';
import { testRows } from './odd-target-rows.ts';

/** A service that is down for bursts alone, which are neither a browser nor one of many users, as soon as a page has asked it. */
function downForBursts(): Oddity {
  let pageHasAsked = false;
  return async (passage) => {
    const { url, headers } = passage.request;
    const isPage = /Mozilla/.test(headers['user-agent'] ?? '');
    const isTax = url === '/api/v1/tax/calculate';
    if (isTax && isPage) pageHasAsked = true;
    if (isTax && pageHasAsked && !isPage && headers['x-forwarded-for'] === undefined)
      return unavailable(passage);
    passage.answer(await passage.ask());
  };
}

testRows([
  {
    what: 'a burst under overload of which no request succeeds, while the users hold the limits of the scenario',
    oddity: downForBursts,
    args: ['--project=stress', 'tests/traffic.spec.ts', 'tests/journeys/tax-quote.spec.ts'],
    makeTables: copyTablesWithEasyOverload,
    exitCode: 1,
    words: [
      'tax.calculate: nothing was measured, under overload no request of its burst succeeded. Found: ',
      /\d+ × server error/,
    ],
  },
]);
