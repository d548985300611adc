import { expect, test } from '@playwright/test';
import { embeddedPort } from '../../../src/run/embedded-port.ts';

const at = (baseUrl: string, others = {}) =>
  embeddedPort({ environment: 'development', baseUrl, baseUrlIsDefault: true, ...others });

test('the embedded Desk Studio stands in at the address of development, on its port', () => {
  expect(at('http://localhost:8080')).toBe(8080);
  expect(at('http://127.0.0.1:9000')).toBe(9000);
  expect(at('http://localhost')).toBe(80);
});

test('it never stands in for another machine or with TLS, even if the file of development says so', () => {
  for (const address of ['https://dev.example.com', 'http://dev.example.com:8080', 'https://localhost:8080'])
    expect(at(address), address).toBeUndefined();
});

test('it never stands in for another environment, or for an address that BASE_URL has set', () => {
  expect(at('http://localhost:8080', { environment: 'staging' })).toBeUndefined();
  expect(at('http://localhost:8080', { baseUrlIsDefault: false })).toBeUndefined();
});
