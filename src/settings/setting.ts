import type { Kind } from './kinds.ts';

/** A row of the table of settings: all that there is to know about one. */
export interface Setting<Value = unknown> {
  /** Name of the environment variable. */
  readonly name: string;
  /** Name of the command line's flag, without the dashes; left out where there is only the variable. */
  readonly flag?: string;
  readonly kind: Kind<Value>;
  /** One line, in Markdown, that begins in lower case and has no full stop. */
  readonly meaning: string;
  /** The text that counts when the setting is not made; left out where it then has no value. */
  readonly default?: string;
  /** For a setting without a default: what happens then. */
  readonly otherwise?: string;
  readonly example?: string;
  /** The folder or file of the code that uses the value. */
  readonly readBy: string;
  /** Set for what must reach neither a file, a log nor a report: it stays in the environment. */
  readonly secret?: true;
}

type Choices = Partial<Omit<Setting, 'name' | 'kind' | 'meaning'>>;

/**
 * Makes the rows of one subject.
 *
 * @param readBy what holds for rows that name no other place
 * @param hasFlags whether each row has a flag, which is the name of its variable in lower case: `--max-vus` for MAX_VUS
 */
export function rowsWith({
  readBy,
  hasFlags = false,
}: {
  readonly readBy: string;
  readonly hasFlags?: boolean;
}) {
  return <Value, const Chosen extends Choices>(
    name: string,
    kind: Kind<Value>,
    meaning: string,
    chosen: Chosen,
  ): Setting<Value> & Chosen => ({
    name,
    kind,
    meaning,
    readBy,
    ...(hasFlags && { flag: name.toLowerCase().replaceAll('_', '-') }),
    ...chosen,
  });
}

/** The rows of one subject, by the name that the value has in the code. */
export type SettingRows = Readonly<Record<string, Setting>>;

/** The value of a row: with a default there always is one. */
export type ValueOf<Row> = Row extends { readonly kind: Kind<infer Value> }
  ? Row extends { readonly default: string }
    ? Value
    : Value | undefined
  : never;
