import { operations } from '../../src/target/catalogue.ts';

/** How operations stand on a target that offers all that can be offered. */
export const ALL_OFFERED: Readonly<Record<string, { readonly kind: 'offered' }>> = Object.fromEntries(
  operations.flatMap(({ id, outOfReach }) => (outOfReach === undefined ? [[id, { kind: 'offered' }]] : [])),
);
