import { once } from 'node:events';
import { get } from 'node:http';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { errorCode } from '../../measure/outcome.ts';

const TIMEOUT_MS = 2_000;

/**
 * What to do about a target that gives no answer because of TLS, or for lack of it.
 *
 * @param address that gave no answer
 * @param setting that holds the address, for the message
 * @returns what was found and what would be right; undefined when TLS is not the trouble
 */
export async function tlsAdvice(
  address: string,
  setting: string,
): Promise<{ readonly found: string; readonly right: string } | undefined> {
  const { protocol, host } = new URL(address);
  if (protocol === 'http:') {
    if (!(await speaksTls(address))) return undefined;
    return {
      found: 'a port that speaks https, asked by http',
      right: `https in ${setting}: https://${host}`,
    };
  }
  // At once: each of them waits for a silent target.
  const [isHttp, fault, isTls] = await Promise.all([
    speaksHttp(address),
    handshakeFault(address),
    speaksTls(address),
  ]);
  if (isHttp)
    return { found: 'a port that speaks http, asked by https', right: `http in ${setting}: http://${host}` };
  if (fault === undefined || !isTls) return undefined;
  return {
    found: `a certificate that is not trusted here (${fault})`,
    right:
      'a trusted certificate: name the file of its CA in NODE_EXTRA_CA_CERTS, or set TLS_VERIFY=false for a test system',
  };
}

/** Whether a handshake comes about when every certificate is accepted. */
async function speaksTls(address: string): Promise<boolean> {
  return (await handshakeFault(address, false)) === undefined;
}

/** The code of the error of a handshake; undefined when it comes about. */
async function handshakeFault(address: string, verify = true): Promise<string | undefined> {
  const { hostname, port, protocol } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    host,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    ...(isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: verify,
  });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return undefined;
  } catch (error) {
    return errorCode(error) || 'no handshake';
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}

/** Whether the port of an https address answers a request without TLS in HTTP. */
async function speaksHttp(address: string): Promise<boolean> {
  const { host } = new URL(address);
  // Without an explicit port, http would ask port 80, where another server may be.
  const port = new URL(address).port === '' ? ':443' : '';
  const request = get(`http://${host}${port}/health`, { agent: false });
  try {
    const [response] = await once(request, 'response', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.statusCode !== 400;
  } catch {
    return false;
  } finally {
    request.on('error', () => undefined).destroy();
  }
}
