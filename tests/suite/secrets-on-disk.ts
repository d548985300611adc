import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

const TOKEN = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/;

/** Files below a folder, and files within its archives, that hold a token or the password. */
export function secretsOnDisk(folder: string, password: string): string[] {
  return contentsBelow(folder)
    .filter(({ bytes }) => {
      const text = Buffer.from(bytes).toString('latin1');
      return TOKEN.test(text) || text.includes(password);
    })
    .map(({ name }) => name);
}

/** Names of the archives below a folder. */
export function archivesBelow(folder: string): string[] {
  return filesBelow(folder).filter((file) => file.endsWith('.zip'));
}

function contentsBelow(folder: string): { name: string; bytes: Uint8Array }[] {
  return filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    if (!file.endsWith('.zip')) return [{ name: file, bytes }];
    return Object.entries(unzipSync(bytes)).map(([name, inner]) => ({
      name: `${file}: ${name}`,
      bytes: inner,
    }));
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
