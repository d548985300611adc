import { Connection } from '../target/http/connection.ts';

const ANSWERED_WITHIN_MS = 5_000;
const LONGEST_REPLY_BYTES = 32 * 1024 * 1024;

export interface HttpSourceOptions {
  readonly tlsVerify: boolean;
  /** Value of the Authorization header. */
  readonly authorization?: string;
}

/** One connection to a source that answers over HTTP. */
export class HttpSource {
  readonly #connection: Connection;
  readonly #headers: string[];

  /** @param address without user and password; its path stands before that of each request */
  constructor(address: string, { tlsVerify, authorization }: HttpSourceOptions) {
    this.#connection = new Connection(address, {
      tlsVerify,
      answerTimeoutMs: ANSWERED_WITHIN_MS,
      longestReplyBytes: LONGEST_REPLY_BYTES,
    });
    this.#headers = authorization === undefined ? [] : ['authorization', authorization];
  }

  /**
   * Gets the body of a path.
   * @throws Error with what came instead, unless the answer has a status from 200 to 299
   */
  async get(path: string): Promise<Buffer> {
    const { status, failure, body } = await this.#connection.send({
      method: 'GET',
      path,
      headers: this.#headers,
      body: undefined,
    });
    const shown = path.replace(/\?.*/s, '');
    if (failure !== undefined) throw new Error(`GET ${shown} failed: ${failure.replaceAll('_', ' ')}`);
    if (status < 200 || status > 299) throw new Error(`GET ${shown} was answered with status ${status}`);
    return body;
  }

  /**
   * Asks whether anybody still answers, whatever the answer is.
   * @throws Error when nobody does
   */
  async answers(path: string): Promise<void> {
    const { failure } = await this.#connection.send({
      method: 'GET',
      path,
      headers: this.#headers,
      body: undefined,
    });
    if (failure !== undefined)
      throw new Error(`GET ${path.replace(/\?.*/s, '')} failed: ${failure.replaceAll('_', ' ')}`);
  }

  close(): void {
    void this.#connection.destroy();
  }
}
