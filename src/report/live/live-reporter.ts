import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { attempt } from '../../base/attempt.ts';
import { type Terminal, thisTerminal } from '../../base/terminal.ts';
import { processSettings, processTables } from '../../record/process-settings.ts';
import { runOfProcess } from '../../record/run-folder.ts';
import { liveLines, rowsForDisplay } from './lines.ts';
import { TerminalBlock } from './terminal-block.ts';
import { liveWarnings } from './warnings.ts';
import { type LiveState, LiveWatch } from './watch.ts';
import { progressLine, signInLine } from './words.ts';

const LOOK_EVERY_MS = 1_000;
const LINE_EVERY_MS = 10_000;
const LINE_EVERY_MS_IN_CI = 30_000;

/**
 * Shows how the traffic is doing: a live display on a terminal; in a log a line now and then, and each warning once. It
 * only reads what the lanes write.
 */
export default class ProgressReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #told = new Set<string>();
  #watch: LiveWatch | undefined;
  #block: TerminalBlock | undefined;
  #timer: NodeJS.Timeout | undefined;
  #tests = 0;
  #lastLineAtMs = 0;
  #lastSignInLineAtMs = 0;

  constructor(options: { terminal?: Terminal } = {}) {
    this.#terminal = options.terminal ?? thisTerminal(processSettings());
  }

  printsToStdio(): boolean {
    return false;
  }

  /** The run reporter has prepared the run's folder by now. */
  onBegin(_config: FullConfig, suite: Suite): void {
    const folder = runOfProcess();
    if (folder === undefined) return;
    this.#watch = new LiveWatch(folder, processTables());
    this.#tests = suite.allTests().length;
    // A look that fails, for want of a file descriptor for example, is made again a second later.
    this.#timer = setInterval(() => attempt(() => this.#show()), LOOK_EVERY_MS);
    this.#timer.unref();
    process.once('exit', () => this.#end());
    // The parent process writes about the interruption to the same terminal, which the display cannot see. The display
    // stays as it is, so that those lines come below it.
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
    else this.#log(state);
  }

  #redraw(state: LiveState): void {
    const { columns, rows, hasColours } = this.#terminal;
    this.#block ??= new TerminalBlock(process.stdout, ...(process.stderr.isTTY ? [process.stderr] : []));
    const room = rowsForDisplay(rows, this.#tests, process.env.PLAYWRIGHT_FORCE_TTY);
    this.#block.show(liveLines(state, { columns, rows: room, colours: hasColours }));
  }

  #log(state: LiveState): void {
    for (const { key, text } of liveWarnings(state)) {
      if (!this.#told.has(key)) this.#terminal.write(`! ${text}\n`);
      this.#told.add(key);
    }
    const every = this.#terminal.isCi ? LINE_EVERY_MS_IN_CI : LINE_EVERY_MS;
    const sinceMs = state.signIn?.sinceMs ?? 0;
    if (sinceMs - this.#lastSignInLineAtMs >= every) {
      this.#lastSignInLineAtMs = sinceMs;
      const line = signInLine(state);
      if (line !== undefined) this.#terminal.write(`${line}\n`);
    }
    const elapsedMs = state.progress?.elapsedMs ?? 0;
    if (elapsedMs - this.#lastLineAtMs < every) return;
    this.#lastLineAtMs = elapsedMs;
    const line = progressLine(state);
    if (line !== undefined) this.#terminal.write(`${line}\n`);
  }
}
