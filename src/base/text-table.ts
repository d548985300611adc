/**
 * A column of a table: its title, what it shows of an item, and how it looks. Figures stand to the right; cells that
 * wrap may break into lines, others stay on one. A text table finds its columns of figures by itself.
 */
export type Column<Item, Cell = string> = readonly [
  title: string,
  cell: (item: Item) => Cell,
  look?: 'number' | 'wraps',
];

const NUMERIC = /^-?[\d,.]+$|^[-–]$/;

/** A plain-text table: two blanks between the columns, columns of figures to the right. */
export function textTable<Item>(columns: readonly Column<Item>[], items: readonly Item[]): string {
  const padded = columns.map(([title, cell]) => {
    const cells = items.map(cell);
    const width = Math.max(title.length, ...cells.map((text) => text.length));
    const isNumeric = cells.length > 0 && cells.every((text) => NUMERIC.test(text));
    return [title, ...cells].map((text) => (isNumeric ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = [undefined, ...items].map((_, row) => padded.map((cells) => cells[row]).join('  '));
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n');
}
