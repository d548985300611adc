// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { ApiError, request } from './api.js';

const FRESH_MS = 5 * 60_000;
const RETRY_AFTER_MS = 1000;

/**
 * `turn` counts the requests, so that an answer to an outdated request is dropped.
 * @typedef {{ data: any, error: Error | undefined, loadedAtMs: number, turn: number, busy: boolean,
 *   listeners: Set<() => void> }} Entry
 */

/** @type {Map<string, Entry>} */
const entries = new Map();

/** @param {string} path */
function entryOf(path) {
  let entry = entries.get(path);
  if (!entry) {
    entry = { data: undefined, error: undefined, loadedAtMs: 0, turn: 0, busy: false, listeners: new Set() };
    entries.set(path, entry);
  }
  return entry;
}

/** @param {Entry} entry */
function notify(entry) {
  for (const listener of entry.listeners) listener();
}

/**
 * Retries once after a failure, as the product does, whatever the status. Only a 401 is final: it ends the session.
 * @param {string} path
 */
async function getWithRetry(path) {
  try {
    return await request('GET', path);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    return request('GET', path);
  }
}

/** @param {string} path */
async function ask(path) {
  const entry = entryOf(path);
  const turn = ++entry.turn;
  entry.busy = true;
  const [data, error] = await getWithRetry(path).then(
    (answer) => [answer, undefined],
    (reason) => [undefined, reason],
  );
  if (turn !== entry.turn) return;
  entry.busy = false;
  entry.error = error;
  if (!error) {
    entry.data = data;
    entry.loadedAtMs = Date.now();
  }
  notify(entry);
}

/** @param {string} path */
function askUnlessFresh(path) {
  const entry = entryOf(path);
  if (!entry.busy && Date.now() - entry.loadedAtMs >= FRESH_MS) ask(path);
}

/**
 * Marks paths that start with `prefix` as stale; those on the screen are requested again immediately.
 * @param {string} prefix
 */
export function invalidate(prefix) {
  for (const [path, entry] of entries) {
    if (!path.startsWith(prefix)) continue;
    if (entry.listeners.size > 0) ask(path);
    else entries.delete(path);
  }
}

/**
 * Changes loaded data without a request (live events). Does nothing without loaded data.
 * @param {string} path
 * @param {(data: any) => any} change
 */
export function changeLoaded(path, change) {
  const entry = entries.get(path);
  if (entry?.data === undefined) return;
  entry.data = change(entry.data);
  notify(entry);
}

/**
 * The lists of this path that have been loaded, whatever their limits and filters. Asks for nothing.
 * @param {string} path
 * @returns {readonly any[][]}
 */
export const loadedLists = (path) =>
  [...entries]
    .filter(([asked, { data }]) => asked.startsWith(`${path}?`) && Array.isArray(data))
    .map(([, { data }]) => data);

/** Empties the cache, for a change of user. */
export function forgetQueries() {
  for (const entry of entries.values()) entry.turn++;
  entries.clear();
}

/**
 * Reads a GET through the cache and follows it.
 * @param {string | null} path null asks nothing.
 * @param {{ pollMs?: number }} [options]
 * @returns {{ data: any, error: Error | undefined, loading: boolean, reload: () => void }} While another path
 *   loads, `data` is the last path's answer, so that lists do not flicker at each keystroke of a search.
 */
export function useQuery(path, options = {}) {
  const [shown, setShown] = useState({ data: /** @type {any} */ (undefined), error: undefined, path: '' });
  const { pollMs } = options;
  useEffect(() => {
    if (path === null) return;
    const entry = entryOf(path);
    const show = () => {
      if (entry.data !== undefined || entry.error) {
        setShown(/** @type {any} */ ({ data: entry.data, error: entry.error, path }));
      }
    };
    entry.listeners.add(show);
    show();
    askUnlessFresh(path);
    const timer = pollMs ? setInterval(() => ask(path), pollMs) : undefined;
    return () => {
      entry.listeners.delete(show);
      clearInterval(timer);
    };
  }, [path, pollMs]);
  return {
    data: shown.data,
    error: shown.path === path ? shown.error : undefined,
    loading: shown.path !== path,
    reload: () => path !== null && ask(path),
  };
}
