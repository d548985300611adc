import { expect, test } from '@playwright/test';
import { collectorsFor, type EvidenceAccess } from '../../../src/evidence/collectors.ts';
import { Secret } from '../../../src/settings/secret.ts';

const bare: EvidenceAccess = {
  target: { baseUrl: 'https://desk.example.com', tlsVerify: true },
  settings: { kubeNamespace: undefined, pprofUrl: undefined },
  secrets: { databaseUrl: undefined, redisUrl: undefined, prometheusUrl: undefined },
  embeddedDatabaseUrl: undefined,
  save: (name) => name,
};
const placesOf = (access: EvidenceAccess) =>
  collectorsFor(access).map(({ source, place }) => `${source} ${place}`);

test('without any setting only the gateway is asked', () => {
  expect(placesOf(bare)).toEqual(['gateway desk.example.com/metrics']);
});

test('each setting has its source, and no place shows a password', () => {
  const places = placesOf({
    ...bare,
    settings: { kubeNamespace: 'desk', pprofUrl: 'http://desk:6060' },
    secrets: {
      databaseUrl: new Secret('postgres://ann:first-word@db/desk'),
      redisUrl: new Secret('redis://:second-word@cache:6379/1'),
      prometheusUrl: new Secret('https://ci:third-word@prometheus.example.com'),
    },
  });
  expect(places).toEqual([
    'gateway desk.example.com/metrics',
    'postgres db/desk',
    'redis cache:6379/1',
    'prometheus prometheus.example.com',
    'kubernetes namespace desk',
    'pprof desk:6060/debug/pprof',
  ]);
});

test('the database of an embedded Desk Studio is asked without any setting', () => {
  const embeddedDatabaseUrl = new Secret('postgresql://postgres:it@127.0.0.1:40123/postgres');
  expect(placesOf({ ...bare, embeddedDatabaseUrl })[1]).toBe('postgres 127.0.0.1:40123/postgres');
});
