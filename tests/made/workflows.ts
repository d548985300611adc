import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROJECT } from './listed-tests.ts';

/** A step of a job, as its workflow has it. */
export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow: steps, or the call of another workflow. */
export interface Job {
  readonly steps?: readonly Step[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>>; readonly 'fail-fast'?: boolean };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress'?: string };
}

/** A workflow of this repository. */
interface Workflow {
  readonly on: {
    readonly schedule?: readonly { readonly cron: string }[];
    readonly workflow_dispatch?: {
      readonly inputs?: Readonly<Record<string, { readonly options?: readonly string[] }>>;
    };
    readonly workflow_call?: { readonly inputs: Readonly<Record<string, { readonly type: string }>> };
  };
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A workflow with its text and the name of its file. */
interface WorkflowFile {
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** All workflows of this repository. */
export function workflowFiles(): WorkflowFile[] {
  const folder = join(PROJECT, '.github/workflows');
  return readdirSync(folder).map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, text, workflow: parse(text) as Workflow };
  });
}

/** The workflow of a file; throws when there is none. */
export function workflowOf(name: string): Workflow {
  const found = workflowFiles().find((each) => each.name === name);
  if (found === undefined) throw new Error(`found no workflow ${name}`);
  return found.workflow;
}

/** A job of a workflow; throws when there is none. */
export function jobOf({ jobs }: Workflow, name: string): Job {
  const job = jobs[name];
  if (job === undefined) throw new Error(`found no job ${name}`);
  return job;
}

/** The commands that a job runs, in their order. */
export function commandsOf({ steps = [] }: Job): string[] {
  return steps.flatMap(({ run }) => run ?? []);
}

/**
 * Puts values in place of the expressions of a text, as GitHub does. It knows no expression but those given, so one that a
 * test did not think of is an error.
 */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`found no value of ${expression}`);
    return value;
  });
}
