import type { Target } from '../target/environments/target.ts';
import { isLoopback } from '../target/http/loopback.ts';

/**
 * The port on which the embedded Desk Studio stands in for this target; undefined where it never does. Only `development` without a
 * BASE_URL has it, and only at an address that it can have: on this machine, and without TLS.
 */
export function embeddedPort({
  environment,
  baseUrl,
  baseUrlIsDefault,
}: Pick<Target, 'environment' | 'baseUrl' | 'baseUrlIsDefault'>): number | undefined {
  const { protocol, port } = new URL(baseUrl);
  const canBeThere = protocol === 'http:' && isLoopback(baseUrl);
  if (environment !== 'development' || !baseUrlIsDefault || !canBeThere) return undefined;
  return port === '' ? 80 : Number(port);
}
