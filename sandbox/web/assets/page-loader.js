// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';
import { loadStyle } from './load-style.js';

/** @typedef {(props: any) => any} View */
/** @typedef {{ view: () => Promise<View>, styles: readonly string[] }} PageParts */

/** @type {Record<string, PageParts>} A module and its style sheets a page, fetched when first wanted. */
const PAGES = {
  '/': { view: () => import('./pages/marketing.js').then((page) => page.MarketingPage), styles: ['front'] },
  '/login': { view: () => import('./pages/login.js').then((page) => page.LoginPage), styles: ['front'] },
  '/dashboard': {
    view: () => import('./pages/dashboard.js').then((page) => page.DashboardPage),
    styles: ['dashboard', 'tables'],
  },
  '/deals': {
    view: () => import('./pages/deals.js').then((page) => page.DealsPage),
    styles: ['tables', 'overlays', 'worksheet'],
  },
  '/customers': {
    view: () => import('./pages/customers.js').then((page) => page.CustomersPage),
    styles: ['tables', 'overlays'],
  },
  '/inventory': {
    view: () => import('./pages/inventory.js').then((page) => page.InventoryPage),
    styles: ['inventory', 'tables'],
  },
  '/showroom': {
    view: () => import('./pages/showroom.js').then((page) => page.ShowroomPage),
    styles: ['showroom', 'overlays'],
  },
  '/messages': {
    view: () => import('./pages/messages.js').then((page) => page.MessagesPage),
    styles: ['messages', 'overlays'],
  },
  '/settings': { view: () => import('./pages/settings.js').then((page) => page.SettingsPage), styles: [] },
};
/** @type {PageParts} */
const NOT_FOUND = {
  view: () => import('./pages/not-found.js').then((page) => page.NotFoundPage),
  styles: ['front'],
};

/** @type {Map<string, View>} */
const loaded = new Map();

/** @param {string} path */
export const isKnownPath = (path) => path in PAGES;

/** @param {string} path */
async function load(path) {
  const parts = PAGES[path] ?? NOT_FOUND;
  const [view] = await Promise.all([parts.view(), ...parts.styles.map(loadStyle)]);
  loaded.set(path, view);
}

/** Loads the other pages after the first one, so that a change of page waits for no module. */
export function loadPagesWhenIdle() {
  const whenIdle = 'requestIdleCallback' in window ? requestIdleCallback : setTimeout;
  whenIdle(async () => {
    for (const path of Object.keys(PAGES)) await load(path);
  });
}

/** The spinner in place of a page. */
export function Loading() {
  return html`<div class="loading"><span class="spinner" aria-hidden="true"></span><p>Loading...</p></div>`;
}

/**
 * The page of a path, or a spinner until its module has loaded.
 * @param {{ path: string }} props
 */
export function Page({ path }) {
  const [, renderAgain] = useState('');
  const view = loaded.get(path);
  useEffect(() => {
    // Checks what was rendered: the module may have arrived between the rendering and this effect.
    if (!view) load(path).then(() => renderAgain(path));
  }, [path]);
  return view ? html`<${view} />` : html`<${Loading} />`;
}
