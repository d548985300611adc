/** A statement takes longer, in the database itself. */
export interface SlowStatement {
  readonly kind: 'db';
  /** The statement's name, e.g. `deals.create`; that of an operation for most of them. */
  readonly statement: string;
  readonly delayMs: number;
}

/** The web client blocks its main thread when a page is gone to. */
export interface BlockedMainThread {
  readonly kind: 'script';
  readonly path: string;
  readonly blockMs: number;
}

/** A page asks for its data only when a large picture is there, and shows that. */
export interface LargePicture {
  readonly kind: 'picture';
  readonly path: string;
  readonly kilobytes: number;
}

/** Something that is wrong on purpose, so that what has to find it can be seen to. */
export type Fault = SlowStatement | BlockedMainThread | LargePicture;

/** What a fault looks like as a text. */
export const FAULT_FORMS =
  'like deals.create:db+300 (ms longer in a statement), /deals:script+300 (ms of blocked main thread on a page) or ' +
  '/deals:picture+200 (kB), separated by commas';

/**
 * Reads one fault: where, what and how much.
 *
 * @returns undefined when it is none
 */
export function parseFault(text: string): Fault | undefined {
  const [, where = '', kind, digits] = /^(\S+):(db|script|picture)\+(\d{1,5})$/.exec(text) ?? [];
  const amount = Number(digits);
  if (kind === undefined || amount === 0 || where.startsWith('/') === (kind === 'db')) return undefined;
  if (kind === 'db') return { kind, statement: where, delayMs: amount };
  return kind === 'script'
    ? { kind, path: where, blockMs: amount }
    : { kind: 'picture', path: where, kilobytes: amount };
}
