const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * Cuts the bytes of one connection into requests, as far as a server of canned replies needs to know them: where each
 * ends. Bodies are told by their Content-Length alone, which every client of the bench sends.
 */
export class RequestReader {
  #rest = '';

  /** Takes bytes as latin1 text and calls `onRequest` with the head of each request that is complete. */
  read(text: string, onRequest: (head: string) => void): void {
    let pending = this.#rest === '' ? text : this.#rest + text;
    for (;;) {
      const headLength = pending.indexOf(HEAD_END);
      if (headLength < 0) break;
      const isGet = pending.startsWith('GET ');
      const body = isGet ? null : LENGTH.exec(pending);
      const end = headLength + HEAD_END.length + (body === null ? 0 : Number(body[1]));
      if (pending.length < end) break;
      onRequest(pending);
      if (pending.length === end) {
        pending = '';
        break;
      }
      pending = pending.slice(end);
    }
    this.#rest = pending;
  }
}
