import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { freePort } from '../../lab/shared/free-port.ts';
import { findPrometheus } from '../../scripts/prometheus/find-prometheus.ts';
import { prometheusInstallSteps } from '../../scripts/prometheus/install-steps.ts';
import { providePrometheus } from '../../scripts/prometheus/provide-prometheus.ts';
import { theseSurroundings } from '../../src/browser/install-steps.ts';
import { runStep } from '../../src/browser/run-step.ts';

const CONFIG_FOLDER = resolve(import.meta.dirname, '../../dashboards/prometheus');

/** About a second on a quiet machine. */
const READY_WITHIN_MS = 60_000;

interface Config {
  global: Record<string, string>;
  rule_files: string[];
  scrape_configs: { job_name: string; static_configs?: unknown; file_sd_configs?: unknown }[];
}

/**
 * Installs Prometheus and promtool where they are missing; for `test.beforeAll`.
 *
 * @throws Error with what was tried
 */
export async function provideOwnPrometheus(): Promise<void> {
  // Longer than all steps of an installation together.
  test.setTimeout(720_000);
  const provided = await providePrometheus(prometheusInstallSteps(theseSurroundings()), {
    find: findPrometheus,
    run: runStep,
    say: (line) => console.log(line),
  });
  if (provided.kind === 'none') throw new Error(provided.message);
}

/** One series of an answer: its labels and its value at the requested moment. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A Prometheus for one test. It has the project's own configuration, with other targets and more frequent scrapes. */
export class OwnPrometheus {
  readonly #folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;
  /** Resolves when it has ended, with all that it printed. */
  readonly #closed: Promise<unknown>;
  #said = '';

  private constructor(folder: string, port: number, child: ChildProcess) {
    this.#folder = folder;
    this.#port = port;
    this.#process = child;
    this.#closed = once(child, 'close');
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4_000);
    });
  }

  /** Starts one that keeps everything in this folder; resolves when it answers. */
  static async start(folder: string): Promise<OwnPrometheus> {
    const found = findPrometheus();
    if (found === undefined) throw new Error('prometheus and promtool are no longer on PATH');
    mkdirSync(join(folder, 'targets'), { recursive: true });
    writeFileSync(join(folder, 'prometheus.yml'), ownConfig(folder));
    for (;;) {
      const started = OwnPrometheus.#at(await freePort(), folder, found.prometheus);
      if (await started.#isReady()) return started;
    }
  }

  static #at(port: number, folder: string, command: string): OwnPrometheus {
    const args = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    return new OwnPrometheus(folder, port, spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] }));
  }

  /** Waits until it answers. Returns false when another program had taken its port before it could. */
  async #isReady(): Promise<boolean> {
    for (const untilMs = performance.now() + READY_WITHIN_MS; ; await sleep(100)) {
      const { exitCode } = this.#process;
      if (exitCode !== null) await this.#closed;
      if (exitCode !== null && this.#said.includes('address already in use')) return false;
      if (exitCode !== null || performance.now() > untilMs)
        throw new Error(`prometheus did not get ready (exit code ${exitCode}); it printed: ${this.#said}`);
      const ready = await fetch(`http://127.0.0.1:${this.#port}/-/ready`).catch(() => undefined);
      if (ready?.ok === true) return true;
    }
  }

  /** Scrapes this address (`http://host:port/metrics`) from now on, as a target of a job of the configuration. */
  scrape(job: string, url: string, labels: Readonly<Record<string, string>> = {}): void {
    writeFileSync(
      join(this.#folder, `targets/${job}.json`),
      JSON.stringify([{ targets: [new URL(url).host], labels }]),
    );
  }

  /**
   * Evaluates an expression.
   * @param atSeconds Unix time; now by default
   * @throws Error with the message of Prometheus when it cannot evaluate the expression
   */
  async query(expression: string, atSeconds?: number): Promise<Series[]> {
    const form = new URLSearchParams({ query: expression });
    if (atSeconds !== undefined) form.set('time', String(atSeconds));
    const answer = await fetch(`http://127.0.0.1:${this.#port}/api/v1/query`, { method: 'POST', body: form });
    const { status, error, data } = (await answer.json()) as {
      status: string;
      error?: string;
      data?: {
        resultType: string;
        result: ({ metric: Record<string, string>; value: [number, string] } | string)[];
      };
    };
    if (status !== 'success' || data === undefined) throw new Error(`${expression}\n${error}`);
    return data.result.flatMap((each) =>
      typeof each === 'string' ? [] : [{ labels: each.metric, value: Number(each.value[1]) }],
    );
  }

  /** Values of a label over all series that a selector matches. */
  async labelValues(label: string, selector: string): Promise<string[]> {
    const query = new URLSearchParams({ 'match[]': selector });
    const answer = await fetch(`http://127.0.0.1:${this.#port}/api/v1/label/${label}/values?${query}`);
    return ((await answer.json()) as { data: string[] }).data;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The configuration of the project, with targets in files, because their ports are known later. */
function ownConfig(folder: string): string {
  const config = parse(readFileSync(join(CONFIG_FOLDER, 'prometheus.yml'), 'utf8')) as Config;
  config.global = { ...config.global, scrape_interval: '2s', evaluation_interval: '2s' };
  config.rule_files = config.rule_files.map((file) => join(CONFIG_FOLDER, file));
  for (const job of config.scrape_configs) {
    delete job.static_configs;
    job.file_sd_configs = [{ files: [join(folder, `targets/${job.job_name}.json`)], refresh_interval: '1s' }];
  }
  return stringify(config);
}
