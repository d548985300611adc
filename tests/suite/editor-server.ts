import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

interface Reply {
  readonly id: number;
  readonly result?: { readonly status?: string };
  readonly error?: unknown;
}

/** Playwright's test server, as an editor starts and drives it: one process for many runs. */
export class EditorServer {
  readonly outputFolder = mkdtempSync(join(tmpdir(), 'desk-studio-editor-'));
  readonly #child: ChildProcess;
  #socket: WebSocket | undefined;
  #calls = 0;
  #printed = '';

  private constructor(settings: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '', DESK_BROWSER = '', NODE_COMPILE_CACHE = '' } = process.env;
    this.#child = spawn(
      process.execPath,
      [join(PROJECT, 'node_modules/@playwright/test/cli.js'), 'test-server', '-c', 'playwright.config.ts'],
      {
        cwd: PROJECT,
        env: { PATH, HOME, DESK_BROWSER, NODE_COMPILE_CACHE, OUTPUT_DIR: this.outputFolder, ...settings },
        // The server ends when its standard input does.
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
  }

  static async start(settings: Readonly<Record<string, string>>): Promise<EditorServer> {
    const server = new EditorServer(settings);
    server.#socket = new WebSocket(await server.#address());
    await once(server.#socket, 'open');
    await server.#call('initialize', { closeOnDisconnect: true, interceptStdio: false });
    return server;
  }

  /** All that the server and its runs printed so far. */
  printed(): string {
    return this.#printed;
  }

  /**
   * Runs the tests of one project whose files and titles match. Returns what the editor shows.
   *
   * @param reporters in the place of those of the configuration, as UI mode sends them
   */
  async runTests(
    project: string,
    file: string,
    grep: string,
    reporters?: readonly string[],
  ): Promise<string | undefined> {
    const asked = { projects: [project], locations: [file], grep, ...(reporters && { reporters }) };
    const { status } = await this.#call('runTests', asked);
    return status;
  }

  async discard(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#socket?.close();
    this.#child.stdin?.end();
    await ended;
    rmSync(this.outputFolder, { recursive: true, force: true });
  }

  #address(): Promise<string> {
    return new Promise((found, failed) => {
      for (const stream of [this.#child.stdout, this.#child.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => {
          this.#printed += text;
          const address = /Listening on (ws:\S+)/.exec(this.#printed)?.[1];
          if (address !== undefined) found(address);
        });
      this.#child.once('exit', () => failed(new Error(`the test server ended: ${this.#printed}`)));
    });
  }

  #call(method: string, params: object): Promise<NonNullable<Reply['result']>> {
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((returned, failed) => {
      const take = ({ data }: MessageEvent) => {
        const reply = JSON.parse(String(data)) as Reply;
        if (reply.id !== id) return;
        this.#socket?.removeEventListener('message', take);
        if (reply.error === undefined) returned(reply.result ?? {});
        else failed(new Error(`${method}: ${JSON.stringify(reply.error)}`));
      };
      this.#socket?.addEventListener('message', take);
      this.#socket?.send(JSON.stringify({ id, method, params }));
    });
  }
}
