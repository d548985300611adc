import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { Client } from 'undici';
import type { Finding, TargetConnection } from './finding.ts';

const TIMEOUT_MS = 5_000;

/**
 * Finds out which protocols the gateway speaks, and which keys gateway and web client have.
 *
 * @param target addresses without TLS have no keys, and speak HTTP/1.1
 */
export async function inspectConnection(target: {
  readonly baseUrl: string;
  readonly uiBaseUrl: string;
  readonly tlsVerify: boolean;
}): Promise<TargetConnection> {
  const { baseUrl, uiBaseUrl, tlsVerify } = target;
  const isSecure = (address: string) => address.startsWith('https:');
  const gateway = isSecure(baseUrl) ? await handshake(baseUrl, tlsVerify) : undefined;
  const client =
    uiBaseUrl !== baseUrl && isSecure(uiBaseUrl) ? await handshake(uiBaseUrl, tlsVerify) : undefined;
  const isHttp2 = gateway?.protocol === 'h2';
  return {
    protocol: isHttp2 ? 'HTTP/2' : 'HTTP/1.1',
    speaksHttp1: !isHttp2 || (await answersHttp1(baseUrl, tlsVerify)),
    keys: [...new Set([gateway, client].flatMap((seen) => seen?.key ?? []))],
  };
}

/** What the report says of it. */
export function protocolFinding({ protocol, speaksHttp1 }: TargetConnection): Finding {
  const check = 'protocol';
  if (speaksHttp1) return { check, kind: 'fine', found: `users speak ${protocol}, bursts HTTP/1.1` };
  return {
    check,
    kind: 'warning',
    found: 'the target speaks HTTP/2 only',
    wayOut: 'bursts speak HTTP/1.1, so there are none; offer HTTP/1.1 by ALPN to measure them',
  };
}

/** @returns undefined when no handshake came about: what there is to say about it, the health check says */
function handshake(
  address: string,
  tlsVerify: boolean,
): Promise<{ readonly protocol: string; readonly key: string | undefined } | undefined> {
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({
      host,
      port: port === '' ? 443 : Number(port),
      ...(isIP(host) === 0 && { servername: host }),
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: tlsVerify,
      timeout: TIMEOUT_MS,
    });
    const finish = (seen?: { protocol: string; key: string | undefined }) => {
      resolve(seen);
      socket.destroy();
    };
    socket.once('secureConnect', () => {
      const der = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      const key = der === undefined ? undefined : createHash('sha256').update(der).digest('base64');
      finish({ protocol: socket.alpnProtocol || 'http/1.1', key });
    });
    socket.once('timeout', () => finish()).once('error', () => finish());
  });
}

async function answersHttp1(address: string, tlsVerify: boolean): Promise<boolean> {
  const client = new Client(new URL(address).origin, {
    allowH2: false,
    headersTimeout: TIMEOUT_MS,
    connect: { rejectUnauthorized: tlsVerify, timeout: TIMEOUT_MS },
  });
  try {
    const { body } = await client.request({
      method: 'GET',
      path: '/health',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await body.dump();
    return true;
  } catch {
    return false;
  } finally {
    await client.destroy();
  }
}
