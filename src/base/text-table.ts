const NUMERIC = /^-?[\d,.]+$|^[-–]$/;

/** A plain-text table: two blanks between the columns, columns of figures to the right. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const isNumeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => NUMERIC.test(row[column] ?? '')),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumeric[column] === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd()}`;
  return [line(head), ...rows.map(line)].join('\n');
}
