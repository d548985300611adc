import { expect, test } from '@playwright/test';
import { tracedRounds } from '../../../../lanes/journeys/round-trace.ts';
import { readSettings } from '../../../../src/settings/read-settings.ts';
import { readTarget } from '../../../../src/target/environments/resolve-target.ts';

function traced(env: Readonly<Record<string, string>>): string {
  return tracedRounds({ settings: readSettings(env), target: readTarget(env) });
}

test('on a target of this machine the slowest rounds are recorded too', () => {
  for (const BASE_URL of ['http://localhost:8080', 'http://127.0.0.1:9', 'https://[::1]:8080'])
    expect(traced({ BASE_URL })).toBe('slowest');
});

test('beyond this machine only failed rounds are recorded, also if only the web client is there', () => {
  expect(traced({ BASE_URL: 'https://staging.example.com' })).toBe('failed');
  expect(traced({ BASE_URL: 'http://localhost.example.com' })).toBe('failed');
  expect(traced({ BASE_URL: 'http://localhost:8080', UI_BASE_URL: 'https://app.example.com' })).toBe(
    'failed',
  );
});

test('TRACES wins, wherever the target is', () => {
  for (const TRACES of ['failed', 'slowest', 'none'])
    for (const BASE_URL of ['http://localhost:8080', 'https://staging.example.com'])
      expect(traced({ TRACES, BASE_URL })).toBe(TRACES);
});
