// @ts-check
import { useEffect, useState } from 'preact/hooks';

/** @type {Set<() => void>} */
const listeners = new Set();

function notify() {
  for (const listener of listeners) listener();
}

/**
 * Opens a path of this site without loading a document.
 * @param {string} path
 * @param {{ replace?: boolean }} [options] `replace` leaves no entry in the history (redirects).
 */
export function navigate(path, options = {}) {
  if (path === location.pathname) return;
  history[options.replace ? 'replaceState' : 'pushState'](null, '', path);
  scrollTo(0, 0);
  notify();
}

/**
 * The current path; the component renders again when it changes.
 * @returns {string}
 */
export function usePath() {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const listener = () => setPath(location.pathname);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return path;
}

/** Makes plain links work as client-side routes. The browser handles clicks for a new tab. */
export function interceptLinks() {
  addEventListener('popstate', notify);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.origin !== location.origin) return;
    if (link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    navigate(link.pathname);
  });
}
