import { buildConnector } from 'undici';

/** Of plain HTTP, by the time that opening may take: these keep nothing of a connection, so thousands of users share one. */
const plain = new Map<number, buildConnector.connector>();

/**
 * Opens connections to an origin.
 *
 * @param origin with its protocol, e.g. `https://example.com`
 * @param tlsVerify false accepts any TLS certificate
 * @param timeout how long opening may take, in milliseconds
 */
export function connectorTo(origin: string, tlsVerify: boolean, timeout: number): buildConnector.connector {
  // It keeps TLS sessions to go on with, and users are separate clients, which have none in common.
  if (origin.startsWith('https:')) return buildConnector({ rejectUnauthorized: tlsVerify, timeout });
  const connector = plain.get(timeout) ?? buildConnector({ timeout });
  plain.set(timeout, connector);
  return connector;
}
