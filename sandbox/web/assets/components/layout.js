// @ts-check
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { BrandMark } from './brand.js';
import { UserMenu } from './user-menu.js';

/** "Dashboard" leads to the marketing page, as it does in the product. */
const LINKS = /** @type {const} */ ([
  ['/', 'Dashboard', 'dashboard', '/dashboard'],
  ['/deals', 'Deals', 'deals', '/deals'],
  ['/customers', 'Customers', 'customers', '/customers'],
  ['/inventory', 'Inventory', 'inventory', '/inventory'],
  ['/showroom', 'Showroom', 'showroom', '/showroom'],
  ['/messages', 'Messages', 'messages', '/messages'],
  ['/settings', 'Settings', 'settings', '/settings'],
]);

/**
 * The frame of the signed-in pages: sidebar (a bar at the bottom on a phone), user menu, content.
 * @param {{ path: string, children?: unknown }} props
 */
export function Layout({ path, children }) {
  return html`<div class="frame">
    <a class="skip-link" href="#content">Skip to content</a>
    <aside class="sidebar">
      <${BrandMark} />
      <nav aria-label="Main">
        ${LINKS.map(
          ([href, text, icon, page]) => html`<a key=${href} href=${href} class="nav-link"
            aria-current=${page === path ? 'page' : undefined}>
            <${Icon} name=${icon} size=${20} /><span>${text}</span>
          </a>`,
        )}
      </nav>
      <${UserMenu} />
    </aside>
    <main id="content" tabindex="-1">${children}</main>
  </div>`;
}
