/**
 * A key that a JSON reply has to have. The bytes are searched for it and not parsed: parsing a list of 100 kB would cost
 * the generator more than the request. Replies of one operation look alike, so the search begins where the key stood in
 * the last one.
 */
export class ReplyKey {
  /** Without quotes. */
  readonly name: string;
  readonly #bytes: Buffer;
  #lastAt = 0;

  constructor(name: string) {
    this.name = name;
    this.#bytes = Buffer.from(`${JSON.stringify(name)}:`);
  }

  isIn(body: Buffer): boolean {
    if (this.#standsAt(body, this.#lastAt)) return true;
    const at = body.indexOf(this.#bytes);
    if (at >= 0) this.#lastAt = at;
    return at >= 0;
  }

  #standsAt(body: Buffer, at: number): boolean {
    const bytes = this.#bytes;
    for (let index = 0; index < bytes.length; index += 1) if (body[at + index] !== bytes[index]) return false;
    return true;
  }
}
