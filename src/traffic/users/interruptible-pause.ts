/**
 * A pause that can be cut short, one at a time. It weighs a tenth of a timer with an abort signal, and most of
 * thousands of virtual users are in a pause most of the time.
 */
export class InterruptiblePause {
  #end: (() => void) | undefined;

  /** Resolves after so many milliseconds, or when interrupted. */
  async take(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#end = undefined;
  }

  /** Ends the pause under way; without one, nothing happens. */
  interrupt(): void {
    this.#end?.();
  }
}
