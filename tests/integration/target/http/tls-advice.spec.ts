import { tlsAdvice } from '../../../../src/target/http/tls-advice.ts';
import { selfSigned } from '../../../made/self-signed.ts';
import { expect, json, test, unusedPort } from '../../../made/small-server.ts';

const tls = selfSigned();

test('https to a port that speaks http names the scheme and the setting', async ({ serve }) => {
  const { origin } = await serve((_request, response) => json(response, 200, {}));
  const host = origin.replace('http://', '');
  expect(await tlsAdvice(`https://${host}`, 'BASE_URL')).toEqual({
    found: 'a port that speaks http, asked by https',
    right: `http in BASE_URL: http://${host}`,
  });
});

test('a port where nothing listens has no trouble with TLS', async () => {
  const port = await unusedPort();
  for (const scheme of ['http', 'https'])
    expect(await tlsAdvice(`${scheme}://127.0.0.1:${port}`, 'BASE_URL')).toBeUndefined();
});

test.describe('of a server with TLS', () => {
  test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
  const { key, cert } = tls ?? { key: '', cert: '' };

  test('http to it names the scheme and the setting', async ({ serve }) => {
    const { origin } = await serve((_request, response) => json(response, 200, {}), { tls: { key, cert } });
    const host = origin.replace('https://', '');
    expect(await tlsAdvice(`http://${host}`, 'UI_BASE_URL')).toEqual({
      found: 'a port that speaks https, asked by http',
      right: `https in UI_BASE_URL: https://${host}`,
    });
  });

  test('a certificate that nobody vouches for is named with TLS_VERIFY', async ({ serve }) => {
    const { origin } = await serve((_request, response) => json(response, 200, {}), { tls: { key, cert } });
    const advice = await tlsAdvice(origin, 'BASE_URL');
    expect(advice?.found).toBe('a certificate that is not trusted here (DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(advice?.right).toContain('TLS_VERIFY=false');
  });
});
