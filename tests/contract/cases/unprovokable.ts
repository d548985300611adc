/** A documented status that a caller cannot bring about on the embedded Desk Studio, and why. */
export interface Unprovokable {
  /** An operationId, or `*` for all. */
  readonly operationId: string;
  readonly status: number;
  readonly reason: string;
}

/** Everything of the document that has no case. The coverage test refuses an entry that has one, or matches nothing. */
export const unprovokable: readonly Unprovokable[] = [
  {
    operationId: '*',
    status: 503,
    reason:
      'The gateway answers it when a service cannot be reached; here the services live in the same process.',
  },
  {
    operationId: 'tax.calculate',
    status: 500,
    reason: 'The document means trouble with database or Redis; the arithmetic uses neither.',
  },
  {
    operationId: 'tax.batch',
    status: 500,
    reason: 'The document means trouble with database or Redis; the arithmetic uses neither.',
  },
  {
    operationId: 'inventory.decodeVin',
    status: 200,
    reason: 'It would be the answer of a public third party; the document lets a sandbox answer 502 instead.',
  },
];
