import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';

/**
 * Holds a text against the file that was looked at and kept: `tests/made/golden/<name>`. With UPDATE_GOLDEN=true the
 * file is written instead, to be looked at before it is committed.
 */
export function expectGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN === 'true') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `${path} is there; UPDATE_GOLDEN=true writes it`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
