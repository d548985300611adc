import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFiles } from '../../made/project-files.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Pages of the repository; a golden file is one of a run's folder, whose links lead elsewhere. */
const PAGES = projectFiles().filter((path) => path.endsWith('.md') && !path.startsWith('tests/'));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const CODE_BLOCK = /^( *)```[\s\S]*?^\1```/gm;

/** Addresses of a page's links within the repository. */
function linksOf(page: string): string[] {
  const text = page.replaceAll(CODE_BLOCK, '').replaceAll(/`[^`\n]*`/g, 'code');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, address = '']) => address)
    .filter((address) => !/^[a-z]+:/.test(address));
}

/** What GitHub calls the headings of a page in an address. */
function anchorsOf(page: string): string[] {
  const headings = page.replaceAll(CODE_BLOCK, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a link on a page leads to something. */
function isAlive(page: string, address: string): boolean {
  const [path = '', anchor] = address.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  if (anchor === undefined || statSync(join(ROOT, target)).isDirectory()) return anchor === undefined;
  return anchorsOf(read(target)).includes(anchor);
}

test('every link between the pages of the documentation leads to a file and a heading that exist', () => {
  expect(PAGES.length).toBeGreaterThan(40);
  const links = PAGES.flatMap((page) => linksOf(read(page)).map((address) => ({ page, address })));
  expect(links.length).toBeGreaterThan(200);
  expect(links.filter(({ page, address }) => !isAlive(page, address))).toEqual([]);
});

test('docs/README.md lists every page of the documentation once, and README leads to it', () => {
  const listed = linksOf(read('docs/README.md'));
  const pages = PAGES.filter((path) => /^docs\/[^/]+$/.test(path) && path !== 'docs/README.md');
  const names = [...pages.map((path) => path.replace('docs/', '')), 'decisions/README.md'];
  expect(listed.toSorted()).toEqual(names.toSorted());
  expect(linksOf(read('README.md'))).toEqual(expect.arrayContaining(['docs/README.md', 'docs/glossary.md']));
});
