/** The guide's custom metrics, and the operations whose latency they are. */
export const GUIDE_METRICS = [
  ['login_duration', 'auth.login'],
  ['deal_create_duration', 'deals.create'],
  ['customer_search_duration', 'customers.search'],
  ['tax_calculation_duration', 'tax.calculate'],
] as const;
