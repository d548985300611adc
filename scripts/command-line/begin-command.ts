import { printedError } from '../../src/base/suite-error.ts';
import { checkOutputFolder } from '../../src/record/output-folder.ts';
import { EXIT_CODES } from '../../src/record/run-record.ts';
import { helpText } from './help.ts';
import { type Command, readCommand } from './read-command.ts';

/** A command line that begins a run. */
export type RunCommand = Extract<Command, { readonly kind: 'run' }>;

/** Where a command prints: each call gets a text without its last line break. */
export interface Printing {
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
}

/**
 * Reads a command line, and checks everything that can be checked before a process is started: the settings, the tables, the
 * environments, what the environment allows, and the folder for runs and reports.
 *
 * @param cwd the caller's folder: a relative --output-dir starts there
 * @returns the run to begin, or the exit code where the command ends here: after the help, or after the line that says what
 * is wrong
 */
export function beginCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  { say, warn }: Printing,
): RunCommand | number {
  try {
    const command = readCommand(args, env, cwd);
    if (command.kind === 'help') {
      say(helpText(env).trimEnd());
      return EXIT_CODES.pass;
    }
    for (const note of command.notes) warn(note);
    checkOutputFolder(command.settings.outputFolder);
    return command;
  } catch (error) {
    warn(printedError(error));
    return EXIT_CODES['could not run'];
  }
}
