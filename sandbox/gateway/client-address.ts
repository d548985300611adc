import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * The address that the ip tier counts: the first entry of X-Forwarded-For if it is an IP, else X-Real-IP if that is
 * one, else the peer's. Like the product, it trusts these headers from any client.
 */
export function clientAddress(headers: IncomingHttpHeaders, peer: string | undefined): string {
  const forwarded = firstOf(headers['x-forwarded-for']);
  if (isIP(forwarded) !== 0) return forwarded;
  const real = firstOf(headers['x-real-ip']);
  if (isIP(real) !== 0) return real;
  return peer ?? 'unknown';
}

function firstOf(header: string | string[] | undefined): string {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(',')[0]?.trim() ?? '';
}
