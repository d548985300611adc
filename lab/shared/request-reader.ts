const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * Splits the bytes of one connection into requests, as far as a server with canned replies needs it. A body's length
 * comes from Content-Length alone, and a GET has no body: that holds for every client of the lab.
 */
export class RequestReader {
  #rest = '';

  /** Takes bytes as latin1 text and calls `onRequest` with the head of each request that they complete. */
  read(text: string, onRequest: (head: string) => void): void {
    let pending = this.#rest === '' ? text : this.#rest + text;
    for (;;) {
      const headLength = pending.indexOf(HEAD_END);
      if (headLength < 0) break;
      const headEnd = headLength + HEAD_END.length;
      const head = pending.slice(0, headEnd);
      const end = headEnd + (head.startsWith('GET ') ? 0 : Number(LENGTH.exec(head)?.[1] ?? 0));
      if (pending.length < end) break;
      pending = pending.slice(end);
      onRequest(head);
    }
    this.#rest = pending;
  }
}
