// @ts-check
import { useEffect, useMemo, useState } from 'preact/hooks';
import { fullName } from '../formats.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';

/** The largest limit that the API's gateway accepts. */
const MOST = 1000;

/**
 * Names by customer id, for lists that contain only ids. Requested when the page's own answer is on the screen
 * (`wanted`) and the browser is idle, so that names do not delay it.
 * @param {boolean} wanted
 * @returns {ReadonlyMap<string, string>}
 */
export function useCustomerNames(wanted) {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!wanted || idle) return;
    const timer = setTimeout(() => setIdle(true), 50);
    return () => clearTimeout(timer);
  }, [wanted, idle]);
  const { data } = useQuery(idle ? listPath('/customers', { limit: MOST }) : null);
  return useMemo(() => {
    /** @type {readonly import('../../types.d.ts').Customer[]} */
    const customers = data ?? [];
    return new Map(customers.map((customer) => [customer.id, fullName(customer)]));
  }, [data]);
}
