import { noteSecret } from '../base/secrets/known-secrets.ts';

/** The address of a source, taken apart. */
export interface SourceAddress {
  readonly url: URL;
  /** Host and path: safe to print. */
  readonly place: string;
}

/**
 * Reads the address of a source, and notes its password as a secret of this process.
 *
 * @returns undefined when it is not an address of these protocols (`postgres:`)
 */
export function sourceAddress(text: string, protocols: readonly string[]): SourceAddress | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.host === '') return undefined;
  const password = decoded(url.password);
  if (password !== '') noteSecret(password);
  // PostgreSQL takes the password as a parameter too.
  for (const [name, value] of url.searchParams) if (/passw|secret|token/i.test(name)) noteSecret(value);
  return { url, place: `${url.host}${url.pathname}`.replace(/\/+$/, '') };
}

/** Percent-encoded parts of an address as they were meant. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
