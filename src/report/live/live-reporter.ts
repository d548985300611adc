import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { type Terminal, thisTerminal } from '../../base/terminal.ts';
import { processSettings, processTables } from '../../record/process-settings.ts';
import { runOfProcess } from '../../record/run-folder.ts';
import { liveLines, rowsForDisplay } from './lines.ts';
import { TerminalBlock } from './terminal-block.ts';
import { liveWarnings } from './warnings.ts';
import { type LiveState, LiveWatch } from './watch.ts';
import { progressLine } from './words.ts';

const LOOK_EVERY_MS = 1_000;
const LINE_EVERY_MS = 10_000;
const LINE_EVERY_MS_IN_CI = 30_000;

/**
 * Shows how the traffic is going while it runs: a display that renews itself on a terminal, a line now and then in a
 * log, where a warning is told once. It only reads what the lanes write down.
 */
export default class ProgressReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #told = new Set<string>();
  #watch: LiveWatch | undefined;
  #block: TerminalBlock | undefined;
  #timer: NodeJS.Timeout | undefined;
  #tests = 0;
  #lastLineAtMs = 0;

  constructor(options: { terminal?: Terminal } = {}) {
    this.#terminal = options.terminal ?? thisTerminal(processSettings());
  }

  printsToStdio(): boolean {
    return false;
  }

  /** The run's folder is known from here on: the run reporter prepares it before any reporter begins. */
  onBegin(_config: FullConfig, suite: Suite): void {
    const folder = runOfProcess();
    if (folder === undefined) return;
    this.#watch = new LiveWatch(folder, processTables());
    this.#tests = suite.allTests().length;
    this.#timer = setInterval(() => this.#show(), LOOK_EVERY_MS);
    this.#timer.unref();
    process.once('exit', () => this.#end());
    // Whoever started this process tells of the interruption on the same terminal, unseen by the display: what it shows
    // stays as it was at that moment, and what is told stands below it.
    process.once('SIGINT', () => {
      this.#block?.leave();
      this.#end();
    });
  }

  async onEnd(): Promise<void> {
    this.#end();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#block?.end();
    this.#block = undefined;
  }

  #show(): void {
    const state = this.#watch?.look();
    if (state === undefined) return;
    if (this.#terminal.isInteractive) this.#redraw(state);
    else this.#tell(state);
  }

  #redraw(state: LiveState): void {
    const { columns, rows, hasColours } = this.#terminal;
    this.#block ??= new TerminalBlock(process.stdout, ...(process.stderr.isTTY ? [process.stderr] : []));
    const room = rowsForDisplay(rows, this.#tests, process.env.PLAYWRIGHT_FORCE_TTY);
    this.#block.show(liveLines(state, { columns, rows: room, colours: hasColours }));
  }

  #tell(state: LiveState): void {
    for (const { key, text } of liveWarnings(state)) {
      if (!this.#told.has(key)) this.#terminal.write(`! ${text}\n`);
      this.#told.add(key);
    }
    const elapsedMs = state.progress?.elapsedMs ?? 0;
    const every = this.#terminal.isCi ? LINE_EVERY_MS_IN_CI : LINE_EVERY_MS;
    if (elapsedMs - this.#lastLineAtMs < every) return;
    this.#lastLineAtMs = elapsedMs;
    const line = progressLine(state);
    if (line !== undefined) this.#terminal.write(`${line}\n`);
  }
}
