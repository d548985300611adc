// @ts-check
import { count, label } from '../formats.js';
import { html } from '../html.js';
import { GreyBar } from './list-parts.js';

const STAGES = /** @type {const} */ (['draft', 'pending', 'approved', 'funded', 'delivered', 'cancelled']);

/**
 * The number of deals per status, as bars.
 * @param {{ deals: readonly import('../../types.d.ts').Deal[] | undefined }} props
 */
export function Pipeline({ deals }) {
  const counts = STAGES.map((stage) => deals?.filter((deal) => deal.status === stage).length ?? 0);
  const most = Math.max(1, ...counts);
  return html`<section class="card pipeline" aria-busy=${deals ? 'false' : 'true'}>
    <h2>Pipeline</h2>
    <ul>
      ${STAGES.map(
        (stage, index) => html`<li key=${stage}>
          <span class="pipeline-name">${label(stage)}</span>
          <span class="pipeline-track"><span class="pipeline-bar bar-${stage}"
            style=${{ width: `${(100 * (counts[index] ?? 0)) / most}%` }}></span></span>
          <span class="pipeline-count">${deals ? count(counts[index] ?? 0) : html`<${GreyBar} width="20px" />`}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}
