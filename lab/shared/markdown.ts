import { isQuiet, type Machine, machineText, NOT_QUIET } from './machine.ts';

/** Where the figures of a page come from. */
export interface Measurement {
  /** The command that writes the page, e.g. `npm run bench`, and the options that it ran with. */
  readonly command: string;
  readonly options: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly machine: Machine;
}

/** A Markdown page of results: title, where its figures come from, then the paragraphs. */
export function resultPage(title: string, from: Measurement, paragraphs: readonly string[]): string {
  return `#${resultSection(title, from, paragraphs).slice(2)}`;
}

/** The same as a section of a page. */
export function resultSection(
  title: string,
  { command, options, at, machine }: Measurement,
  paragraphs: readonly string[],
): string {
  return [
    `## ${title}`,
    `Written by \`${command}\` (\`${options}\`) at ${at} on ${machineText(machine)}.`,
    ...(isQuiet(machine) ? [] : [NOT_QUIET]),
    ...paragraphs,
  ]
    .join('\n\n')
    .concat('\n');
}

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A Markdown list below a line that says what it lists. */
export function markdownList(intro: string, items: readonly string[]): string {
  return `${intro}\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

/** Whether a result is within its bounds, with the faults if it is not. */
export function boundsText(faults: readonly string[]): string {
  return faults.length === 0 ? 'Everything is within bounds.' : markdownList('Out of bounds:', faults);
}
