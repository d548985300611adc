import type { Oddity } from '../made/odd-proxy.ts';

/** A command that has to end in order although something is wrong with it, and how it ends. */
export interface HostileRow {
  readonly id: string;
  /** A line for a shell in the project's folder. `run` is scripts/run-load-tests.sh after its installation. */
  readonly command: string;
  /** `{folder}` in a command or a value is a folder of the row alone. */
  readonly env: Readonly<Record<string, string>>;
  readonly expectedExit: number;
  /** The one line that begins with a code; any line for a command that ends with 0. */
  readonly expectedLine: RegExp;
  /** What has to be among all that is printed, for example a mistake that is listed below the line. */
  readonly listed?: RegExp;
  /** Makes what the command finds in its folder. */
  readonly prepare?: (folder: string) => void;
  /**
   * A target that misbehaves in this way. `{target}` is its address and `{targetPort}` its port; `{plainTarget}` and
   * `{tlsTarget}` have the scheme `http:` and `https:`, whatever it speaks.
   */
  readonly target?: Oddity;
  readonly overTls?: true;
  /** Set where the line is Playwright's own, which ends before anything of the suite is loaded: it has no code. */
  readonly isOfPlaywright?: true;
  /** Set where a run begins: then its folder may stay. */
  readonly hasRun?: true;
  /**
   * Whether `npm test` runs the row, and how: `in process` for a `run` that ends before it starts anything, as a check of the
   * same code without the start of Node; `as a process` as every night.
   */
  readonly inNpmTest: 'in process' | 'as a process' | 'no';
}

type Choices = Partial<Omit<HostileRow, 'id' | 'command' | 'expectedLine'>>;

/** A row that ends with 1 unless it says otherwise. A `run` is taken to end before it starts anything. */
export function row(id: string, command: string, expectedLine: RegExp, choices: Choices = {}): HostileRow {
  const inNpmTest = command.startsWith('run ') ? 'in process' : 'no';
  return { id, command, env: {}, expectedExit: 1, expectedLine, inNpmTest, ...choices };
}

/** The line about a setting or a flag that cannot be used. */
export function setting(name: string, found: string): RegExp {
  return new RegExp(`^\\[BAD_SETTING\\] checked: ${name}\\. Found: ${found}.*\\. Right would be: .+`);
}

/** The line about several of them, which are listed below it. */
export function mistakes(names: string, count: number): RegExp {
  return new RegExp(`^\\[BAD_SETTING\\] checked: ${names}\\. Found: ${count} mistakes\\. Right would be:`);
}
