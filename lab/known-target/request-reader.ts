const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Cuts the bytes of one connection into requests. Bodies are told by their Content-Length alone. */
export class RequestReader {
  #pending = '';

  /** Takes bytes as latin1 text, and calls `onRequest` with the head of each request that is complete with them. */
  read(text: string, onRequest: (head: string) => void): void {
    this.#pending += text;
    for (;;) {
      const headLength = this.#pending.indexOf(HEAD_END);
      if (headLength < 0) return;
      const head = this.#pending.slice(0, headLength + HEAD_END.length);
      const end = head.length + Number(LENGTH.exec(head)?.[1] ?? 0);
      if (this.#pending.length < end) return;
      this.#pending = this.#pending.slice(end);
      onRequest(head);
    }
  }
}
