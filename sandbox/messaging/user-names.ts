import type { SandboxContext } from '../context.ts';
import { textRow } from '../wire/text-rows.ts';

/** Most names that are kept; the oldest is dropped first. No route of the product changes a name. */
const keptNames = 10_000;

/** First and last names of users by id, each read once: typing marks are too frequent for a query each. */
export class UserNames {
  readonly #context: SandboxContext;
  readonly #names = new Map<string, string>();

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  /** Name of a user; an empty string for an unknown one. */
  async of(userId: string): Promise<string> {
    const kept = this.#names.get(userId);
    if (kept !== undefined) return kept;
    const row = await textRow<{ readonly first_name: string; readonly last_name: string }>(this.#context, {
      name: 'users.name',
      text: 'SELECT first_name, last_name FROM users WHERE id = $1',
      values: [userId],
    });
    if (row === undefined) return '';
    const name = `${row.first_name} ${row.last_name}`.trim();
    const [oldest] = this.#names.keys();
    if (oldest !== undefined && this.#names.size >= keptNames) this.#names.delete(oldest);
    this.#names.set(userId, name);
    return name;
  }
}
