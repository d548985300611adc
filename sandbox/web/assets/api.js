// @ts-check
import { storedToken } from './access-token.js';

const BASE = '/api/v1';

/** An answer that is not a success. `status` is 0 without an answer. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message The server's text, fit to be shown.
   */
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** @type {() => void} */
let onUnauthorized = () => {};

/** @param {() => void} handler Called on every 401 but the sign-in's own. */
export function handleUnauthorized(handler) {
  onUnauthorized = handler;
}

/**
 * Error bodies have four formats, and some JSON is labelled as text, so this ignores the label.
 * @param {string} text
 * @param {number} status
 */
function messageOf(text, status) {
  try {
    const body = JSON.parse(text);
    const details = (body.details ?? []).map((/** @type {{ message: string }} */ detail) => detail.message);
    return [body.message ?? body.error, ...details].filter(Boolean).join(': ');
  } catch {
    const shown = text.length < 300 && !text.startsWith('<') ? text.trim() : '';
    return shown || `The server answered ${status}`;
  }
}

/**
 * One call of the API.
 * @param {'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} method
 * @param {string} path Below /api/v1, with its query.
 * @param {{ body?: unknown, signal?: AbortSignal }} [options]
 * @returns {Promise<any>} The parsed body, undefined for 204.
 * @throws {ApiError} On any status other than 2xx, no answer, or a success without JSON: an unknown route
 *   answers 200 with a page.
 */
export async function request(method, path, options = {}) {
  const token = storedToken();
  /** @type {Record<string, string>} */
  const headers = { accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const init = {
    method,
    headers,
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  };
  const response = await fetch(BASE + path, init).catch((cause) => {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, 'The server cannot be reached. Please try again.');
  });
  const text = await response.text();
  if (response.status === 401 && path !== '/auth/login') onUnauthorized();
  if (!response.ok) throw new ApiError(response.status, messageOf(text, response.status));
  if (response.status === 204) return undefined;
  if (!response.headers.get('content-type')?.startsWith('application/json')) {
    throw new ApiError(response.status, `${path} is not offered by this server`);
  }
  return JSON.parse(text);
}
