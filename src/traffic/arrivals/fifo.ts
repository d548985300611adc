/** Emptied places at the front are given back when there are this many, and they are half of all. */
const SLACK = 1024;

/** First in, first out, at a constant cost however long it grows: `Array.shift` moves everything behind it. */
export class Fifo<T> {
  #items: T[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** The oldest one; undefined when there is none. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  /** All of them, the oldest first. */
  *[Symbol.iterator](): Generator<T> {
    for (let at = this.#head; at < this.#items.length; at += 1) yield this.#items[at] as T;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Takes the oldest one; undefined when there is none. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head];
    this.#head += 1;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= SLACK && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
