/**
 * What Lighthouse audits, and how. A `navigation` is the loading of a page, cold. The worksheet is a dialog without an
 * address of its own: it is audited as a `timespan`, from the click that opens it until its figures have settled.
 */
export const AUDITED_PAGES = {
  login: 'navigation',
  dashboard: 'navigation',
  deals: 'navigation',
  worksheet: 'timespan',
  customers: 'navigation',
} as const satisfies Readonly<Record<string, AuditMode>>;

export type AuditedPage = keyof typeof AUDITED_PAGES;

/** Lighthouse's own words. A timespan has no loading, so no LCP and no TTI; a navigation has no input, so no INP. */
export type AuditMode = 'navigation' | 'timespan';
