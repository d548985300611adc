import { stripVTControlCharacters } from 'node:util';

/** The part of a terminal's stream that a block needs. */
export interface TerminalStream {
  readonly columns?: number;
  write(text: string | Uint8Array, ...more: unknown[]): boolean;
}

/** Terminals that know these two show everything between them in one go; others ignore them. */
const AT_ONCE = ['\u001b[?2026h', '\u001b[?2026l'] as const;
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
/** Moves the cursor to the first column. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const TO_FIRST_COLUMN = /\n|\r|\u001b\[\d*E|\u001b\[[01]?G/;

/**
 * Lines at the bottom of a terminal, redrawn in place. What others write appears above them: the block disappears before
 * such a write, with the cursor back where it was, and is drawn again after it.
 *
 * `log-update` cannot do that. It erases as many lines as it wrote last, counted up from the cursor, so it would erase
 * what Playwright's list reporter wrote in between, and the list would redraw its rows in the wrong place.
 */
export class TerminalBlock {
  readonly #terminal: TerminalStream;
  readonly #restore: (() => void)[] = [];
  readonly #write: (text: string) => void;
  #lines: readonly string[] = [];
  /** What the terminal shows now; empty when the block is away. */
  #drawn: readonly string[] = [];
  /** The column of the cursor that others write at. */
  #column = 0;
  #later: NodeJS.Immediate | undefined;

  /** @param streams all that end up in the same terminal; the block draws on the first and watches every one */
  constructor(...streams: [TerminalStream, ...TerminalStream[]]) {
    [this.#terminal] = streams;
    const write = this.#terminal.write.bind(this.#terminal);
    this.#write = (text) => {
      write(text);
    };
    for (const stream of streams) this.#listen(stream);
  }

  /** Shows these lines instead of the ones before. None may be wider than the terminal. */
  show(lines: readonly string[]): void {
    this.#lines = lines;
    if (lines.length === 0 || sameLines(lines, this.#drawn)) return;
    const start = this.#drawn.length > 0 ? this.#upToStart() : this.#column > 0 ? '\n' : '';
    const text = lines.map((line) => `${line}${CLEAR_LINE}\n`).join('');
    this.#drawn = lines;
    this.#write(`${AT_ONCE[0]}${start}${text}${CLEAR_BELOW}${AT_ONCE[1]}`);
  }

  /** Removes the lines and restores the streams. */
  end(): void {
    const taken = this.#take();
    if (taken !== '') this.#write(taken);
    this.leave();
  }

  /** Leaves the lines on the screen as ordinary text, and restores the streams. */
  leave(): void {
    clearImmediate(this.#later);
    this.#lines = [];
    this.#drawn = [];
    for (const restore of this.#restore.splice(0)) restore();
  }

  #listen(stream: TerminalStream): void {
    const isOwn = Object.hasOwn(stream, 'write');
    const { write } = stream;
    const through = write.bind(stream);
    stream.write = (text, ...more) => {
      const taken = this.#take();
      this.#follow(typeof text === 'string' ? text : Buffer.from(text).toString());
      clearImmediate(this.#later);
      this.#later = setImmediate(() => this.show(this.#lines));
      // In one write with the text, so that nobody sees the gap. Bytes stay as they are.
      if (typeof text === 'string') return through(taken + text, ...more);
      if (taken !== '') this.#write(taken);
      return through(text, ...more);
    };
    this.#restore.push(() => {
      if (isOwn) stream.write = write;
      else Reflect.deleteProperty(stream, 'write');
    });
  }

  /** The sequence that removes the lines and puts the cursor back; empty when there are none. */
  #take(): string {
    if (this.#drawn.length === 0) return '';
    const start = this.#upToStart();
    this.#drawn = [];
    const back = this.#column > 0 ? `\u001b[A\u001b[${(this.#column % this.#columns) + 1}G` : '';
    return `${start}${CLEAR_BELOW}${back}`;
  }

  /** To the beginning of the first line. The lines have wrapped if the terminal became narrower. */
  #upToStart(): string {
    const rows = this.#drawn.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / this.#columns)),
      0,
    );
    return `\r\u001b[${rows}A`;
  }

  get #columns(): number {
    return this.#terminal.columns ?? Number.POSITIVE_INFINITY;
  }

  #follow(text: string): void {
    const parts = text.split(TO_FIRST_COLUMN);
    this.#column = (parts.length > 1 ? 0 : this.#column) + widthOf(parts.at(-1) ?? '');
  }
}

function widthOf(line: string): number {
  return [...stripVTControlCharacters(line)].length;
}

function sameLines(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, index) => line === others[index]);
}
