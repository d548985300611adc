// @ts-check

/** @typedef {import('../../types.d.ts').Visit} Visit */
/** @typedef {{ visits: readonly Visit[], total: number }} VisitPage */

/** The stages of the board, in order; the two closed ones leave it. */
export const STAGES = /** @type {const} */ ([
  'CHECKED_IN',
  'BROWSING',
  'TEST_DRIVE',
  'NEGOTIATING',
  'PAPERWORK',
]);

/**
 * An event may carry the visit without its customer's name: the known one is kept.
 * @param {readonly Visit[]} visits
 * @param {Visit} visit
 */
function withVisit(visits, visit) {
  const known = visits.find((one) => one.id === visit.id);
  const rest = visits.filter((one) => one.id !== visit.id);
  const merged = { ...known, ...visit };
  if (visit.status.startsWith('CLOSED')) return rest;
  return [merged, ...rest].sort((a, b) => b.check_in_time.localeCompare(a.check_in_time));
}

/**
 * The board after an event of the socket.
 * @param {VisitPage} page
 * @param {{ type: string, data: any }} event
 * @returns {VisitPage} The same page for events that do not concern the board.
 */
export function afterEvent(page, event) {
  const visit = event.type === 'STATUS_CHANGED' ? event.data?.visit : event.data;
  if (!/^(VISIT_(CREATED|UPDATED|CLOSED)|STATUS_CHANGED)$/.test(event.type) || !visit?.id) return page;
  const visits = withVisit(page.visits, visit);
  return { visits, total: visits.length };
}
