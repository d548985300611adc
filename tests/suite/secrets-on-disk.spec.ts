import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import { HARD_PASSWORD, OPAQUE_TOKEN, WRITINGS } from '../made/secret-writings.ts';
import { secretsInCommandLines, secretsOnDisk } from './secrets-on-disk.ts';

// A search that finds nothing anywhere would find all runs clean.

function written(name: string, content: string | Uint8Array): string {
  const folder = test.info().outputPath('written');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
  return folder;
}

const NOISE = 'Käufer 買い手, /api/v1/deals?limit=20 %25 \\" AAAAAAAAAAAAAAAA';

/** All ways into a file: what stands around a secret, and what it is packed into. */
const PACKINGS: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  'in a text': (text) => text,
  'between bytes that are no text': (text) => Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(text)]),
  'in a zip file': (text) => zipSync({ 'a.txt': strToU8(text) }),
  'in a zip file within a zip file': (text) =>
    zipSync({ 'b.zip': zipSync({ 'a.txt': strToU8(text) }, { level: 9 }) }),
  'compressed with gzip': (text) => gzipSync(text),
  'in a page with a zip file in base64': (text) => {
    const padding = Array.from({ length: 400 }, (_, number) => `line ${number * 7919}`).join('\n');
    const archive = zipSync({ 'report.json': strToU8(`${padding}\n${text}`) });
    return `<template>data:application/zip;base64,${Buffer.from(archive).toString('base64')}</template>`;
  },
};

for (const [how, pack] of Object.entries(PACKINGS)) {
  test(`the search finds a planted secret ${how}, and nothing where there is none`, () => {
    const folder = written('planted', pack(`${NOISE} nothing ${NOISE}`));
    expect(secretsOnDisk(folder, HARD_PASSWORD, OPAQUE_TOKEN)).toEqual([]);
    const writings = how === 'between bytes that are no text' ? { as: WRITINGS['as it is'] } : WRITINGS;
    for (const secret of [HARD_PASSWORD, OPAQUE_TOKEN])
      for (const [what, write] of Object.entries(writings)) {
        written('planted', pack(`${NOISE} ${write?.(secret)} ${NOISE}`));
        expect(secretsOnDisk(folder, secret), `${secret} ${what}`).not.toEqual([]);
      }
  });
}

test('the search finds a web token that nobody named, half a secret, and a secret in the name of a file', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln-_bmF0dXJl';
  expect(secretsOnDisk(written('a', `Bearer ${token}`))).toHaveLength(1);
  expect(secretsOnDisk(written('a', `${OPAQUE_TOKEN.slice(10)}`), OPAQUE_TOKEN)).toHaveLength(1);
  written('a', 'clean');
  expect(secretsOnDisk(written('of-opaque-token', 'clean'), 'opaque-token')).toHaveLength(1);
});

test('the search finds a secret in a command line', async () => {
  test.skip(process.platform !== 'linux', 'command lines are found in /proc');
  const child = spawn('/bin/sh', ['-c', 'read line', HARD_PASSWORD], { stdio: ['pipe', 'ignore', 'ignore'] });
  await once(child, 'spawn');
  try {
    // Other programs of the machine may have any secret in their command lines.
    const pids = [child.pid ?? Number.NaN];
    expect(secretsInCommandLines(pids, HARD_PASSWORD)).toHaveLength(1);
    expect(secretsInCommandLines(pids, 'another password of nobody')).toEqual([]);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});
