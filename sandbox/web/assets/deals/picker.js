// @ts-check
import { GreyBar } from '../components/list-parts.js';
import { html } from '../html.js';

/** The product requests and shows 50. The API returns all, so this cuts off the rest. */
export const PICKER_SIZE = 50;

/**
 * A list to choose one item from. The name of each button starts with the item's name.
 * @param {{ items: readonly { id: string, name: string, notes: readonly string[] }[] | undefined,
 *   pickedId: string | undefined, nothing: string, error: Error | undefined,
 *   onPick: (id: string) => void }} props
 */
export function PickerList({ items, pickedId, nothing, error, onPick }) {
  if (error && !items) return html`<div class="picker-list"><p class="empty">${error.message}</p></div>`;
  return html`<div class="picker-list" aria-busy=${items ? 'false' : 'true'}>
    ${items?.length === 0 && html`<p class="empty">${nothing}</p>`}
    ${items?.map(
      (item) => html`<button key=${item.id} type="button" class="picker-item"
        aria-pressed=${item.id === pickedId ? 'true' : 'false'} onClick=${() => onPick(item.id)}>
        <span class="cell-main">${item.name}</span>${' '}
        <span class="cell-sub">${item.notes.filter(Boolean).join(' · ')}</span>
      </button>`,
    )}
    ${
      items
        ? null
        : Array.from(
            { length: 5 },
            (_, row) =>
              html`<div key=${row} class="picker-item"><${GreyBar} width="60%" /><${GreyBar} width="80%" /></div>`,
          )
    }
  </div>`;
}
