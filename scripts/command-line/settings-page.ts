import type { Setting } from '../../src/settings/setting.ts';
import { SETTINGS_BY_SUBJECT } from '../../src/settings/settings.ts';
import { FLAGS } from './flags.ts';

const BEGIN = '<!-- begin: npm run docs:settings -->';
const END = '<!-- end -->';

const HEAD = `| variable | flag | meaning | value | default | example | read by |
| --- | --- | --- | --- | --- | --- | --- |
`;

/**
 * The page of settings with its generated part renewed: the tables of all settings, and the flags without a setting.
 *
 * @param page docs/settings.md as it is; what people wrote before and after the generated part stays
 * @throws Error when the page has lost the marks of that part
 */
export function renewedPage(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(`docs/settings.md: found no generated part; right would be ${BEGIN} before ${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n${generatedPart()}${page.slice(end)}`;
}

function generatedPart(): string {
  const tables = Object.entries(SETTINGS_BY_SUBJECT).map(
    ([subject, rows]) => `\n## ${subject}\n\n${HEAD}${Object.values<Setting>(rows).map(tableRow).join('')}`,
  );
  const own = FLAGS.filter(({ key }) => key === undefined);
  const ownRows = own.map(({ name, meaning }) => `| ${code(`--${name}`)} | ${meaning} |\n`);
  return `${tables.join('')}
## Flags without a variable

| flag | meaning |
| --- | --- |
${ownRows.join('')}
`;
}

function tableRow(row: Setting): string {
  const { name, flag, kind, meaning, otherwise = '', example, readBy, secret } = row;
  const placeholder = kind.placeholder === undefined ? '' : ` ${kind.placeholder}`;
  const cells = [
    code(name),
    flag === undefined ? '' : code(`--${flag}${placeholder}`),
    secret ? `${meaning}; **secret**: never printed, logged or written to a file` : meaning,
    kind.right.replaceAll('*', '\\*'),
    row.default === undefined ? otherwise : code(row.default),
    example === undefined ? '' : code(example),
    code(readBy),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
