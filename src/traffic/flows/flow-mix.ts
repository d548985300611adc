import type { Draws } from '../../target/request-data/user-faker.ts';
import type { OfferedOperation } from '../users/traffic-parts.ts';
import workload from '../workload.json' with { type: 'json' };
import type { Flow } from './flow.ts';
import { operationsOf } from './flow-operations.ts';
import { flows } from './people.ts';
import { selectedOnly } from './selected-only.ts';

interface WeightedFlow {
  readonly weight: number;
  readonly value: Flow;
}

const PEOPLE: readonly (WeightedFlow & { readonly operations: readonly string[] })[] = await Promise.all(
  Object.entries(workload.flowWeights).map(async ([name, weight]) => {
    const value = flows[name as keyof typeof flows];
    return { weight, value, operations: await operationsOf(value) };
  }),
);

/** What all people do, each operation with the weight of those who do it. */
export function flowOperations(): readonly { readonly id: string; readonly weight: number }[] {
  return PEOPLE.flatMap(({ operations, weight }) => operations.map((id) => ({ id, weight })));
}

/**
 * Draws flows for a traffic that consists of these operations: the flows of all people who do a measured operation, and
 * an extra flow for the selected operations that none of them does. The extra flow is drawn as often as its operations
 * are among the selected ones.
 */
export function flowPicker(offered: ReadonlyMap<string, OfferedOperation>): (faker: Draws) => Flow {
  const measured = [...offered].filter(([, { role }]) => role !== 'preparation').map(([id]) => id);
  const people = PEOPLE.filter(({ operations }) => operations.some((id) => measured.includes(id)));
  const done = new Set(people.flatMap(({ operations }) => operations));
  const others = measured.filter((id) => offered.get(id)?.role === 'selected' && !done.has(id));
  const choice: WeightedFlow[] = [...people];
  if (others.length > 0) {
    const weightOfPeople = people.reduce((sum, { weight }) => sum + weight, 0);
    const weight =
      people.length === 0 ? 1 : (weightOfPeople * others.length) / (measured.length - others.length);
    choice.push({ weight, value: selectedOnly(others) });
  }
  if (choice.length === 0) return () => idle;
  return (faker) => faker.helpers.weightedArrayElement(choice);
}

/** Of a traffic without requests, e.g. when only sockets were asked for. */
const idle: Flow = (user) => user.pause(1_000);
