import { stripVTControlCharacters } from 'node:util';

/** A stream of a terminal, as far as it is needed here. */
export interface TerminalStream {
  readonly columns?: number;
  write(text: string | Uint8Array, ...more: unknown[]): boolean;
}

/** Terminals that know it show all between the two at once; the others pass over it. */
const AT_ONCE = ['\u001b[?2026h', '\u001b[?2026l'] as const;
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
/** After these the cursor is in the first column. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what such a sequence begins with.
const TO_FIRST_COLUMN = /\n|\r|\u001b\[\d*E|\u001b\[[01]?G/;

/**
 * Lines at the end of what a terminal shows, renewed in place. Whatever anybody else writes appears above them: before
 * it they are taken away, with the cursor back to where it was, and right afterwards they are drawn again.
 */
export class TerminalBlock {
  readonly #terminal: TerminalStream;
  readonly #restore: (() => void)[] = [];
  readonly #write: (text: string) => void;
  #lines: readonly string[] = [];
  /** What stands on the terminal now; empty when nothing does. */
  #drawn: readonly string[] = [];
  /** Where the others' cursor is in its line. */
  #column = 0;
  #later: NodeJS.Immediate | undefined;

  /** @param streams those that end up in one terminal: the first is drawn on, all of them are listened to */
  constructor(...streams: [TerminalStream, ...TerminalStream[]]) {
    [this.#terminal] = streams;
    const write = this.#terminal.write.bind(this.#terminal);
    this.#write = (text) => {
      write(text);
    };
    for (const stream of streams) this.#listen(stream);
  }

  /** Shows these lines, none of them wider than the terminal, instead of the ones before. */
  show(lines: readonly string[]): void {
    this.#lines = lines;
    if (lines.length === 0 || sameLines(lines, this.#drawn)) return;
    const start = this.#drawn.length > 0 ? this.#upToStart() : this.#column > 0 ? '\n' : '';
    const text = lines.map((line) => `${line}${CLEAR_LINE}\n`).join('');
    this.#drawn = lines;
    this.#write(`${AT_ONCE[0]}${start}${text}${CLEAR_BELOW}${AT_ONCE[1]}`);
  }

  /** Takes the lines away and leaves the streams as they were. */
  end(): void {
    const taken = this.#take();
    if (taken !== '') this.#write(taken);
    this.leave();
  }

  /** Leaves the lines where they are, as text like any other, and the streams as they were. */
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
      // In one piece with the text, so that the gap is never seen; bytes are left as they are.
      if (typeof text === 'string') return through(taken + text, ...more);
      if (taken !== '') this.#write(taken);
      return through(text, ...more);
    };
    this.#restore.push(() => {
      if (isOwn) stream.write = write;
      else Reflect.deleteProperty(stream, 'write');
    });
  }

  /** What takes the lines away and brings the cursor back; empty when there are none. */
  #take(): string {
    if (this.#drawn.length === 0) return '';
    const start = this.#upToStart();
    this.#drawn = [];
    const back = this.#column > 0 ? `\u001b[A\u001b[${(this.#column % this.#columns) + 1}G` : '';
    return `${start}${CLEAR_BELOW}${back}`;
  }

  /** To the beginning of the first line. In a terminal that became narrower the lines have wrapped. */
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
