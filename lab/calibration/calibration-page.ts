import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of the calibration: in the lab against a target that is known, and in real runs. */
export const PARTS = ['lab', 'real'] as const;

export type Part = (typeof PARTS)[number];

const PAGE = 'calibration.md';
const END = '<!-- end -->';

/** Writes a part of the page `calibration.md`, and leaves the other part as it is. */
export function writePart(folder: string, part: Part, text: string): void {
  const path = join(folder, PAGE);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  mkdirSync(folder, { recursive: true });
  const parts = PARTS.map((each) => [each, each === part ? text : partOf(before, each)] as const);
  const sections = parts.flatMap(([each, section]) =>
    section === undefined ? [] : [`${begin(each)}\n\n${section.trim()}\n\n${END}\n`],
  );
  writeFileSync(path, ['# Calibration\n', ...sections].join('\n'));
}

/** Puts a text between the marks of a part in a page; a page without the marks stays as it is. */
export function quotePart(path: string, part: Part, text: string): void {
  const page = readFileSync(path, 'utf8');
  const quoted = partOf(page, part);
  if (quoted === undefined) return;
  writeFileSync(
    path,
    page.replace(`${begin(part)}${quoted}${END}`, () => `${begin(part)}\n\n${text}\n\n${END}`),
  );
}

function begin(part: Part): string {
  return `<!-- begin: npm run calibrate -- --part ${part} -->`;
}

function partOf(page: string, part: Part): string | undefined {
  const from = page.indexOf(begin(part));
  if (from < 0) return undefined;
  const textFrom = from + begin(part).length;
  return page.slice(textFrom, page.indexOf(END, textFrom));
}
