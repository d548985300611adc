/** A statement takes longer in the database itself. */
export interface SlowStatement {
  readonly kind: 'db';
  /** The statement's name, e.g. `deals.create`; in most cases the name of an operation. */
  readonly statement: string;
  readonly delayMs: number;
}

/** The web client blocks its main thread when it opens a page. */
export interface BlockedMainThread {
  readonly kind: 'script';
  readonly path: string;
  readonly blockMs: number;
}

/** A page shows a large picture, and requests its data only after the picture has loaded. */
export interface LargePicture {
  readonly kind: 'picture';
  readonly path: string;
  readonly kilobytes: number;
}

/** A deliberate fault, for tests of what has to find it. */
export type Fault = SlowStatement | BlockedMainThread | LargePicture;

/** The text form of each fault. */
export const FAULT_FORMS =
  'like deals.create:db+300 (ms longer in a statement), /deals:script+300 (ms of blocked main thread on a page) or ' +
  '/deals:picture+200 (kB), separated by commas';

/**
 * Reads one fault: where, what and how much.
 *
 * @returns undefined when the text is not a fault
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
