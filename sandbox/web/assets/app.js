// @ts-check
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Layout } from './components/layout.js';
import { Toasts } from './components/toasts.js';
import { html } from './html.js';
import { isKnownPath, Loading, loadPagesWhenIdle, Page } from './page-loader.js';
import { interceptLinks, navigate, usePath } from './router.js';
import { restoreSession, useSession } from './session.js';

/**
 * The frame of a path, and the page that it leads to.
 * @param {string} path
 * @param {boolean} signedIn
 * @returns {{ kind: 'plain' } | { kind: 'framed' } | { kind: 'redirect', to: string }}
 */
function routeOf(path, signedIn) {
  if (path === '/' || !isKnownPath(path)) return { kind: 'plain' };
  if (path === '/login') return signedIn ? { kind: 'redirect', to: '/dashboard' } : { kind: 'plain' };
  return signedIn ? { kind: 'framed' } : { kind: 'redirect', to: '/login' };
}

/** @param {{ to: string }} props */
function Redirect({ to }) {
  useEffect(() => navigate(to, { replace: true }), [to]);
  return html`<${Loading} />`;
}

/** Moves the focus to the new page's start, so that keyboard and screen readers follow. @param {string} path */
function useFocusOnPageChange(path) {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.querySelector('main')?.focus({ preventScroll: true });
  }, [path]);
}

function App() {
  const path = usePath();
  const { user } = useSession();
  const route = routeOf(path, user !== null);
  useFocusOnPageChange(path);
  useEffect(loadPagesWhenIdle, []);
  return html`
    ${route.kind === 'redirect' && html`<${Redirect} to=${route.to} />`}
    ${route.kind === 'plain' && html`<${Page} path=${path} />`}
    ${route.kind === 'framed' && html`<${Layout} path=${path}><${Page} path=${path} /><//>`}
    <${Toasts} />
  `;
}

const root = document.getElementById('app');
if (root) {
  interceptLinks();
  restoreSession();
  root.textContent = '';
  render(html`<${App} />`, root);
}
