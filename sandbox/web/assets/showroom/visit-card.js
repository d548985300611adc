// @ts-check
import { useState } from 'preact/hooks';
import { request } from '../api.js';
import { errorToast } from '../components/toasts.js';
import { clockTime, fullName, label, vehicleName } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { invalidate } from '../query.js';
import { STAGES } from './visit-events.js';

/** @param {string} instant @param {number} nowMs */
function waited(instant, nowMs) {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(instant)) / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * One visitor on the board: name, waiting time, and actions.
 * @param {{ visit: import('../../types.d.ts').Visit, nowMs: number }} props
 */
export function VisitCard({ visit, nowMs }) {
  const [busy, setBusy] = useState(false);
  const name = visit.customer ? fullName(visit.customer) : 'Visitor';
  const stage = STAGES.indexOf(/** @type {any} */ (visit.status));
  const next = STAGES[stage + 1];
  /** @param {string} action @param {string} status */
  const move = async (action, status) => {
    setBusy(true);
    try {
      await request('POST', `/showroom/visits/${visit.id}/${action}`, { body: { status } });
      invalidate('/showroom');
    } catch (error) {
      errorToast(error);
    }
    setBusy(false);
  };
  return html`<article class="card visit">
    <h3>${name}</h3>
    <p class="muted">${visit.vehicle ? vehicleName(visit.vehicle) : 'No vehicle yet'}</p>
    <p class="visit-time"><${Icon} name="clock" size=${14} />${waited(visit.check_in_time, nowMs)}
      <span class="muted"> since ${clockTime(visit.check_in_time)}</span></p>
    ${visit.salesperson && html`<p class="muted">With ${fullName(visit.salesperson)}</p>`}
    <div class="visit-actions">
      ${
        next &&
        html`<button type="button" class="button button-small" disabled=${busy} aria-label=${`${label(next)}: move ${name}`}
        onClick=${() => move('status', next)}>${label(next)}</button>`
      }
      <button type="button" class="button button-small" disabled=${busy} aria-label=${`Won: close the visit of ${name}`}
        onClick=${() => move('close', 'CLOSED_WON')}>Won</button>
      <button type="button" class="button button-small" disabled=${busy} aria-label=${`Lost: close the visit of ${name}`}
        onClick=${() => move('close', 'CLOSED_LOST')}>Lost</button>
    </div>
  </article>`;
}
