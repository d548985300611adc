import type { Reporter } from '@playwright/test/reporter';
import { RUN_FOLDER_VARIABLE, RunFolder } from '../run/run-folder.ts';
import type { Progress } from '../traffic/progress.ts';
import { progressLine } from './progress-line.ts';
import { type Terminal, thisTerminal } from './terminal.ts';

const LINE_EVERY_MS = 10_000;
const LINE_EVERY_MS_IN_CI = 30_000;

/**
 * Shows how the traffic is going while it runs: one line that renews itself on a terminal, a line now and then in a
 * log. It only reads what the traffic lane writes down; it comes first among the reporters so that its line is gone
 * before another one prints.
 */
export default class ProgressReporter implements Reporter {
  readonly #terminal: Terminal;
  #timer: NodeJS.Timeout | undefined;
  #shown = '';
  #lastLineAtMs = 0;

  constructor(options: { terminal?: Terminal } = {}) {
    this.#terminal = options.terminal ?? thisTerminal();
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(): void {
    this.#timer = setInterval(() => this.#show(), 1000);
    this.#timer.unref();
  }

  onTestEnd(): void {
    this.#clear();
  }

  onStdOut(): void {
    this.#clear();
  }

  onStdErr(): void {
    this.#clear();
  }

  async onEnd(): Promise<void> {
    clearInterval(this.#timer);
    this.#clear();
  }

  #show(): void {
    const path = process.env[RUN_FOLDER_VARIABLE];
    const progress = path === undefined ? undefined : new RunFolder(path).read<Progress>('progress.json');
    if (progress === undefined) return;
    if (this.#terminal.isInteractive) {
      const line = progressLine(progress, true).slice(0, this.#terminal.columns - 1);
      if (line === this.#shown) return;
      this.#clear();
      this.#terminal.write(line);
      this.#shown = line;
      return;
    }
    const every = this.#terminal.isCi ? LINE_EVERY_MS_IN_CI : LINE_EVERY_MS;
    if (progress.elapsedMs - this.#lastLineAtMs < every) return;
    this.#lastLineAtMs = progress.elapsedMs;
    this.#terminal.write(`${progressLine(progress, false)}\n`);
  }

  #clear(): void {
    if (this.#shown === '') return;
    this.#terminal.write(`\r${' '.repeat(this.#shown.length)}\r`);
    this.#shown = '';
  }
}
