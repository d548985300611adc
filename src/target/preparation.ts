import { operations } from './catalogue.ts';
import { giftsOf, type Knowledge, type Operation } from './operation.ts';

/**
 * The operations that have to succeed first, in this order, so that everything `operation` needs is known.
 *
 * @example preparationFor(operationById('deals.get')) is customers.create, deals.create
 * @throws Error when nothing in the catalogue gives what is needed (see `Operation.outOfReach`)
 */
export function preparationFor(operation: Operation): readonly Operation[] {
  const steps: Operation[] = [];
  const given = new Set<keyof Knowledge>();
  addSteps(operation, steps, given);
  return steps;
}

function addSteps(operation: Operation, steps: Operation[], given: Set<keyof Knowledge>): void {
  for (const key of operation.needs) {
    if (given.has(key)) continue;
    // An operation that needs what it gives (a refresh) cannot be its own beginning.
    const giver = operations.find((other) => giftsOf(other).includes(key) && !other.needs.includes(key));
    if (giver === undefined) {
      throw new Error(
        `preparing ${operation.id}: it needs ${key}, which no operation gives` +
          `${operation.outOfReach === undefined ? '' : ` (${operation.outOfReach})`}; ` +
          'right would be to leave the operation out and to report it as not measured',
      );
    }
    addSteps(giver, steps, given);
    steps.push(giver);
    for (const gift of giftsOf(giver)) given.add(gift);
  }
}

/** Whether all that an operation gives is known from the beginning: virtual users have somebody to write to, so no account has to be made. */
export function isBornWith(giver: Operation): boolean {
  return giftsOf(giver).every((key) => key === 'peerUserId');
}
