/** A sequence with its number and letter, or any other character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what such a sequence begins with.
const PIECE = /\u001b\[(\??\d*)([A-Za-z])|([\s\S])/gu;

/**
 * A terminal of these many columns and rows, as far as cursor movements and clearing go: what a person would see after
 * everything that was written to it.
 */
export class Screen {
  readonly rows: number;
  readonly columns: number;
  #lines: string[] = [''];
  #row = 0;
  #column = 0;
  writes = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** All lines from the first that was ever written, those that were scrolled away included. */
  get text(): string {
    return this.#lines.map((line) => line.trimEnd()).join('\n');
  }

  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  write(text: string | Uint8Array): boolean {
    this.writes += 1;
    const parts = Buffer.from(text).toString().matchAll(PIECE);
    for (const [, count = '', command, character] of parts) {
      if (character !== undefined) this.#put(character);
      else this.#move(command, Number(count.replace('?', '')) || 1);
    }
    return true;
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') this.#down();
    else {
      if (this.#column === this.columns) this.#down();
      const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
      this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
      this.#column += 1;
    }
  }

  #down(): void {
    this.#row += 1;
    this.#column = 0;
    this.#lines[this.#row] ??= '';
  }

  #move(command: string | undefined, count: number): void {
    // The top of the screen is as far up as a cursor goes.
    const top = Math.max(0, this.#lines.length - this.rows);
    if (command === 'A') this.#row = Math.max(top, this.#row - count);
    else if (command === 'G') this.#column = count - 1;
    else if (command === 'E') for (let each = 0; each < count; each++) this.#down();
    else if (command === 'K' || command === 'J') {
      this.#lines[this.#row] = (this.#lines[this.#row] ?? '').slice(0, this.#column);
      if (command === 'J')
        for (let row = this.#row + 1; row < this.#lines.length; row++) this.#lines[row] = '';
    }
  }
}
