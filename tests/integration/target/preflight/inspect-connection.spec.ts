import { createHash, X509Certificate } from 'node:crypto';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { inspectConnection } from '../../../../src/target/preflight/inspect-connection.ts';
import { selfSigned } from '../../../made/self-signed.ts';
import { expect, json, test } from '../../../made/small-server.ts';

const tls = selfSigned();

async function listening(server: Http2SecureServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an address without TLS has no keys and speaks HTTP/1.1', async ({ serve }) => {
  const { origin, requests } = await serve((_request, response) => json(response, 200, {}));
  expect(await inspectConnection({ baseUrl: origin, uiBaseUrl: origin, tlsVerify: true })).toEqual({
    protocol: 'HTTP/1.1',
    speaksHttp1: true,
    keys: [],
  });
  expect(requests).toEqual([]);
});

test.describe('over TLS', () => {
  test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
  const { key, cert } = tls ?? { key: '', cert: '' };

  test('the key is the one that Chromium compares, and each address has its own', async ({ serve }) => {
    const gateway = await serve((_request, response) => json(response, 200, {}), { tls: { key, cert } });
    const { origin } = await serve((_request, response) => json(response, 200, {}));
    const found = await inspectConnection({ baseUrl: origin, uiBaseUrl: gateway.origin, tlsVerify: false });
    const der = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    expect(found.keys).toEqual([createHash('sha256').update(der).digest('base64')]);
  });

  test('a certificate that nobody vouches for has no key while TLS is verified', async ({ serve }) => {
    const { origin } = await serve((_request, response) => json(response, 200, {}), { tls: { key, cert } });
    const found = await inspectConnection({ baseUrl: origin, uiBaseUrl: origin, tlsVerify: true });
    expect(found.keys).toEqual([]);
  });

  for (const [what, allowHTTP1] of [
    ['both protocols', true],
    ['HTTP/2 only', false],
  ] as const) {
    test(`a target that speaks ${what} is found out`, async () => {
      const server = createSecureServer({ key, cert, allowHTTP1 }, (_request, response) =>
        response.writeHead(200).end('{}'),
      );
      server.on('sessionError', () => undefined).on('tlsClientError', () => undefined);
      const url = await listening(server);
      const found = await inspectConnection({ baseUrl: url, uiBaseUrl: url, tlsVerify: false });
      server.close();
      expect(found).toMatchObject({ protocol: 'HTTP/2', speaksHttp1: allowHTTP1 });
    });
  }
});
