import { expect, test } from '@playwright/test';
import { findSecrets } from '../../../src/run/find-secrets.ts';

const found = (text: string) => [...findSecrets(text)];

test('credentials are found in the headers of a recorded request, without the name of their scheme', () => {
  const line = JSON.stringify({
    snapshot: {
      request: {
        headers: [
          { name: 'Authorization', value: 'Bearer opaque-access' },
          { name: 'Cookie', value: 'theme=dark; desk_sid=sess%2Fion-1' },
          { name: 'Accept', value: 'application/json' },
        ],
      },
      response: { headers: [{ name: 'set-cookie', value: 'a=cookie-one; Path=/\nb=cookie-two; HttpOnly' }] },
    },
  });
  expect(found(`{"type":"context-options"}\n${line}\n`)).toEqual([
    'opaque-access',
    'sess%2Fion-1',
    'sess/ion-1',
    'cookie-one',
    'cookie-two',
  ]);
});

test('cookies that HAR lists as pairs are found whatever their names are', () => {
  expect(found('{"cookies":[{"name":"x","value":"0123456789"}]}')).toEqual(['0123456789']);
});

test('members named like a secret are found, in JSON within JSON too', () => {
  const body = JSON.stringify({
    access_token: 'opaque-access',
    refreshToken: 'opaque-refresh',
    user: { id: 'nobody' },
  });
  expect(found(body)).toEqual(['opaque-access', 'opaque-refresh']);
  expect(found(JSON.stringify({ postData: { text: body } }))).toEqual(['opaque-access', 'opaque-refresh']);
  expect(found('{"current_password":"pässwörd1","new_password":"pässwörd2"}')).toEqual([
    'pässwörd1',
    'pässwörd2',
  ]);
});

test('parameters of addresses and forms are found', () => {
  expect(found('{"url":"wss://desk.example/ws?token=opaque%2Ftoken&limit=100000000#top"}')).toEqual([
    'opaque/token',
  ]);
  expect(found('username=anna&password=p%C3%A4ss+word')).toEqual(['päss word']);
});

test('what is no secret is not found: short values, other names, text that is no data', () => {
  expect(found('{"token_type":"bearer-token-type","password":"short","name":"token"}')).toEqual([]);
  expect(found('const password = "in the source of a page";')).toEqual([]);
  expect(found('{ broken "token": "opaque-token" ')).toEqual([]);
});
