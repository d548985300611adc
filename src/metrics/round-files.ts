import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JudgedRound } from '../record/round-record.ts';

/** Finds the rounds that the other lanes of a run have written since the last look. */
export class RoundFiles {
  readonly #folder: string;
  readonly #seen = new Set<string>();

  /** @param folder where the lanes write their rounds */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Rounds that are new, in the order of their names; none while there is no folder. */
  async next(): Promise<JudgedRound[]> {
    // A round is written under another name and then renamed: what ends so is whole.
    const files = await readdir(this.#folder).catch((): string[] => []);
    const fresh = files.filter((file) => file.endsWith('.json') && !this.#seen.has(file)).sort();
    for (const file of fresh) this.#seen.add(file);
    const texts = await Promise.all(fresh.map((file) => readFile(join(this.#folder, file), 'utf8')));
    return texts.map((text) => JSON.parse(text) as JudgedRound);
  }
}
