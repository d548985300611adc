import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const BLOCK = /^```bash\n([\s\S]*?)^```/gm;
const ANY_BLOCK = /^```\w*\n[\s\S]*?^```/gm;
/** Code within a sentence; its lines may be broken. */
const INLINE = /`([^`]+)`/g;
const COMMAND = /^(?:npm |npx |node |\.\/|docker |gh |touch |export |[A-Z_]+=\S+ )/;

const text = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
const inline = [...text.replaceAll(ANY_BLOCK, '').matchAll(INLINE)].map(([, code = '']) =>
  code.replaceAll('\n', ' '),
);

/** The commands that README.md prints, each once: lines of its blocks without their comments, and those in its sentences. */
export function readmeCommands(): string[] {
  const blocks = [...text.matchAll(BLOCK)].flatMap(([, lines = '']) => lines.trimEnd().split('\n'));
  const lines = blocks.map((line) => line.replace(/\s+#.*$/, ''));
  return [...new Set([...lines, ...inline.filter((code) => COMMAND.test(code))])];
}

/** The flags that its sentences print, with their values, e.g. `--rate 200`. */
export function readmeFlags(): string[] {
  return [...new Set(inline.filter((code) => code.startsWith('--')))];
}
