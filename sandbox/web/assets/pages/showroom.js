// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { LoadFailure } from '../components/list-parts.js';
import { label } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { listPath } from '../list-path.js';
import { useSocket } from '../live-socket.js';
import { changeLoaded, useQuery } from '../query.js';
import { dealershipId } from '../session.js';
import { CheckIn } from '../showroom/check-in.js';
import { VisitCard } from '../showroom/visit-card.js';
import { afterEvent, STAGES } from '../showroom/visit-events.js';

/** The token's dealership determines the visits, so this list has no filter. */
const VISITS = '/showroom/visits?active_only=true&limit=100';
const POLL_MS = 30_000;
const RECONNECTS = 5;
const RECONNECT_MS = 3000;
const CLOCK_MS = 30_000;

/** The current time in steps of half a minute, for the waiting times on the cards. */
function useNowMs() {
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** Who is in the showroom, live. */
export function ShowroomPage() {
  const { data, error, reload } = useQuery(VISITS, { pollMs: POLL_MS });
  const customers = useQuery(listPath('/customers', { limit: 100 }));
  const [checkingIn, setCheckingIn] = useState(false);
  const nowMs = useNowMs();
  const { open } = useSocket({
    path: '/ws/showroom',
    attempts: RECONNECTS,
    delayMs: () => RECONNECT_MS,
    onOpen: (send) => send({ type: 'SUBSCRIBE', dealership_id: dealershipId() }),
    onEvent: (event) => changeLoaded(VISITS, (page) => afterEvent(page, event)),
  });
  /** @type {readonly import('../../types.d.ts').Visit[] | undefined} */
  const visits = data?.visits;
  return html`
    <header class="page-head page-head-actions">
      <div>
        <h1>Showroom</h1>
        <p class="muted">Who is here, and how long they have waited.
          <span class=${`live-badge ${open ? 'live-on' : 'live-off'}`}>${open ? 'Live' : 'Offline'}</span></p>
      </div>
      <button type="button" class="button button-primary" onClick=${() => setCheckingIn(true)}>
        <${Icon} name="plus" />Check In
      </button>
    </header>
    ${
      error && !visits
        ? html`<${LoadFailure} text="Failed to load showroom data." onRetry=${reload} />`
        : html`<div class="board" aria-busy=${visits ? 'false' : 'true'}>
          ${STAGES.map((stage) => {
            const here = visits?.filter((visit) => visit.status === stage) ?? [];
            return html`<section key=${stage} class="lane">
              <h2>${label(stage)} <span class="lane-count">${visits ? here.length : ''}</span></h2>
              ${here.map((visit) => html`<${VisitCard} key=${visit.id} visit=${visit} nowMs=${nowMs} />`)}
              ${visits && here.length === 0 && html`<p class="empty">Nobody here</p>`}
            </section>`;
          })}
        </div>`
    }
    ${checkingIn && html`<${CheckIn} customers=${customers.data ?? []} onClose=${() => setCheckingIn(false)} />`}
  `;
}
