/** Environment variables, in the form of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One or more settings are invalid. The message lists each of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Reads typed values from environment variables and collects every invalid one, so that a user can fix them all at once.
 * An unset or empty variable means the default.
 */
export class SettingReader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  text(name: string, fallback: string): string {
    return this.#given(name) ?? fallback;
  }

  /** A text that is sent as the value of a header. */
  headerText(name: string, fallback: string): string {
    const text = this.text(name, fallback);
    if (/^[ -~]*$/.test(text)) return text;
    return this.#refuse(name, 'text that no header can hold', 'one line of ASCII', fallback);
  }

  integer(name: string, fallback: number, minimum: number, maximum: number): number {
    const given = this.#given(name);
    if (given === undefined) return fallback;
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= minimum && value <= maximum) return value;
    return this.#refuse(name, `"${given}"`, `a whole number from ${minimum} to ${maximum}`, fallback);
  }

  /** On or off, in the words that the suite's own settings know. */
  flag(name: string, fallback: boolean): boolean {
    const on = ['true', '1', 'yes', 'on'];
    const off = ['false', '0', 'no', 'off'];
    return on.includes(this.word(name, fallback ? 'true' : 'false', [...on, ...off]));
  }

  word<W extends string>(name: string, fallback: W, allowed: readonly W[]): W {
    const given = this.#given(name);
    if (given === undefined) return fallback;
    const found = allowed.find((word) => word === given.toLowerCase());
    return found ?? this.#refuse(name, `"${given}"`, `one of ${allowed.join(', ')}`, fallback);
  }

  /** A number with its unit, e.g. `90s`, `15m`, `12h`, `7d`; returns seconds. */
  durationSeconds(name: string, fallback: string): number {
    const given = this.#given(name) ?? fallback;
    const match = /^(\d{1,6})([smhd])$/.exec(given);
    const seconds = Number(match?.[1]) * (SECONDS_PER_UNIT[match?.[2] ?? ''] ?? Number.NaN);
    if (seconds > 0) return seconds;
    return this.#refuse(name, `"${given}"`, 'a time above zero such as 90s, 15m, 12h or 7d', 1);
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const given = this.#given(name);
    if (given === undefined) return undefined;
    if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given;
    // The value may contain a password, so the message does not repeat it.
    return this.#refuse(name, 'something else', `an address that starts with ${protocols[0]}//`, undefined);
  }

  secret(name: string, minimumLength: number): string | undefined {
    const given = this.#given(name);
    if (given === undefined || given.length >= minimumLength) return given;
    return this.#refuse(
      name,
      `${given.length} characters`,
      `at least ${minimumLength} characters`,
      undefined,
    );
  }

  hexKey(name: string, bytes: number): Buffer | undefined {
    const given = this.#given(name);
    if (given === undefined) return undefined;
    if (/^[0-9a-f]*$/i.test(given) && given.length === bytes * 2) return Buffer.from(given, 'hex');
    return this.#refuse(name, `${given.length} characters`, `exactly ${bytes * 2} hex digits`, undefined);
  }

  paths(name: string): string[] {
    const path = (text: string) => (text.startsWith('/') ? text : undefined);
    return this.list(name, path, 'paths that start with /, separated by commas');
  }

  /** Comma-separated texts, each read by `parse`, which returns undefined for an invalid one. */
  list<T>(name: string, parse: (text: string) => T | undefined, right: string): T[] {
    const given = (this.#given(name) ?? '').split(',').map((text) => text.trim());
    const values: T[] = [];
    for (const text of given.filter((each) => each !== '')) {
      const value = parse(text);
      if (value === undefined) return this.#refuse(name, `"${text}"`, right, []);
      values.push(value);
    }
    return values;
  }

  /** @throws SettingsError when any value read so far is invalid */
  assertNoProblems(): void {
    if (this.#problems.length === 0) return;
    throw new SettingsError(`The sandbox cannot start with these settings: ${this.#problems.join('; ')}.`);
  }

  #given(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === '' ? undefined : value;
  }

  #refuse<T>(name: string, found: string, right: string, fallback: T): T {
    this.#problems.push(`${name} is ${found}, it should be ${right}`);
    return fallback;
  }
}
