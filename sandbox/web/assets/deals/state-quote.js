// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { request } from '../api.js';
import { numberOf } from './worksheet-values.js';

/** The product calculates its tax this long after the last change. That the server is asked, too, is the sandbox's: docs/decisions/0017. */
export const SETTLE_MS = 200;

/**
 * `idle`: no request, because the worksheet is not valid.
 * @typedef {{ state: 'idle' | 'busy' | 'failed' } |
 *   { state: 'ready', result: import('../../types.d.ts').TaxResult }} StateQuote
 */

/**
 * The body of the server's quote, as a text: two worksheets with the same text have the same quote.
 * @param {import('../../types.d.ts').WorksheetValues} values
 */
function questionOf(values) {
  return JSON.stringify({
    state_code: values.stateCode,
    deal_type: values.dealType === 'LEASE' ? 'LEASE' : 'RETAIL',
    vehicle_price: numberOf(values.salePrice),
    trade_allowance: numberOf(values.tradeAllowance),
  });
}

/**
 * The tax engine's quote for the worksheet, requested 200 ms after the last change that affects it.
 * @param {import('../../types.d.ts').WorksheetValues} values
 * @param {boolean} valid
 * @returns {StateQuote} `busy` from the change on, not only from the call: what is shown is never a stale amount.
 */
export function useStateQuote(values, valid) {
  const question = valid ? questionOf(values) : '';
  const [answer, setAnswer] = useState({
    question: '',
    quote: /** @type {StateQuote} */ ({ state: 'idle' }),
  });
  useEffect(() => {
    if (question === '') return;
    const calling = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const body = JSON.parse(question);
        const result = await request('POST', '/tax/calculate', { body, signal: calling.signal });
        setAnswer({ question, quote: { state: 'ready', result } });
      } catch {
        if (!calling.signal.aborted) setAnswer({ question, quote: { state: 'failed' } });
      }
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      calling.abort();
    };
  }, [question]);
  if (question === '') return { state: 'idle' };
  return answer.question === question ? answer.quote : { state: 'busy' };
}
