/**
 * What Lighthouse audits, and how. A `navigation` loads a page with a cold cache. The worksheet is a dialog without an
 * address, so its audit is a `timespan`, from the click that opens it until the page shows the tax.
 */
export const AUDITED_PAGES = {
  login: 'navigation',
  dashboard: 'navigation',
  deals: 'navigation',
  worksheet: 'timespan',
  customers: 'navigation',
} as const satisfies Readonly<Record<string, AuditMode>>;

export type AuditedPage = keyof typeof AUDITED_PAGES;

/** Lighthouse's names. A timespan loads nothing, so it has no LCP and no TTI; a navigation has no input, so no INP. */
export type AuditMode = 'navigation' | 'timespan';
