import { expect, test } from '@playwright/test';
import { operationById, operations } from '../../../../src/target/catalogue.ts';
import { preparationFor } from '../../../../src/target/preparation.ts';
import { seededFaker } from '../../../../src/target/request-data/seeded-faker.ts';
import { UserFaker } from '../../../../src/target/request-data/user-faker.ts';
import type { FlowUser } from '../../../../src/traffic/flows/flow.ts';
import { flowPicker } from '../../../../src/traffic/flows/flow-mix.ts';
import { operationsOf } from '../../../../src/traffic/flows/flow-operations.ts';
import { flows } from '../../../../src/traffic/flows/people.ts';
import { authVisits } from '../../../../src/traffic/users/auth-visitor.ts';
import type { OfferedOperation } from '../../../../src/traffic/users/traffic-parts.ts';
import workload from '../../../../src/traffic/workload.json' with { type: 'json' };

/** A user who notes down what they do, and succeeds at all of it at once. */
class NotingUser implements FlowUser {
  readonly context = { faker: new UserFaker(1), known: {} };
  readonly done: string[] = [];
  renewals = 0;

  sends(): boolean {
    return true;
  }

  async do(operationId: string): Promise<boolean> {
    this.done.push(operationId);
    return true;
  }

  async think(): Promise<void> {
    // Nobody waits for a test.
  }

  async pause(_ms: number): Promise<void> {
    // Nobody waits for a test.
  }

  async renewSession(): Promise<void> {
    this.renewals += 1;
  }
}

/** Operations of the auth visitor within some minutes. */
async function visited(minutes: number): Promise<readonly string[]> {
  const user = new NotingUser();
  const nextVisit = authVisits(() => 0);
  for (let visit = 0; visit < minutes * workload.authVisitsPerMinute; visit += 1) await nextVisit()(user);
  return user.done;
}

const offer = (ids: readonly string[], role?: OfferedOperation['role']) =>
  ids.map((id): [string, OfferedOperation] => {
    const operation = operationById(id);
    return [id, { operation, path: operation.path, ...(role !== undefined && { role }) }];
  });

/** Flows that were drawn for a traffic of these operations, by what they do. */
async function drawn(offered: readonly [string, OfferedOperation][]): Promise<ReadonlySet<string>> {
  const pick = flowPicker(new Map(offered));
  const faker = seededFaker(7);
  const flowsDrawn = new Set(Array.from({ length: 200 }, () => pick(faker)));
  const operationLists = await Promise.all([...flowsDrawn].map(operationsOf));
  return new Set(operationLists.flat());
}

test('the people of the dealership and the auth visitor do every operation that can be offered', async () => {
  const lists = await Promise.all(Object.values(flows).map(operationsOf));
  const done = new Set([...lists.flat(), ...(await visited(1))]);
  const offerable = operations.filter(({ outOfReach }) => outOfReach === undefined).map(({ id }) => id);
  expect([...done].sort()).toEqual([...offerable].sort());
});

test('within a flow nothing is done before what it needs', async () => {
  for (const [name, flow] of Object.entries(flows)) {
    const done = await operationsOf(flow);
    for (const [index, id] of done.entries()) {
      const givers = preparationFor(operationById(id)).filter((giver) => giver.id !== 'auth.register');
      for (const giver of givers)
        expect(done.slice(0, index), `${name}: ${giver.id} before ${id}`).toContain(giver.id);
    }
  }
});

test('accounts, which cannot be removed again, are made about once a minute', async () => {
  const made = (await visited(5)).filter((id) => id === 'auth.register');
  expect(made).toHaveLength(5);
});

test('a narrowed traffic draws only the people who do what was asked for', async () => {
  const done = await drawn([
    ...offer(['showroom.createVisit'], 'selected'),
    ...offer(['customers.create'], 'preparation'),
  ]);
  expect(done).toContain('showroom.createVisit');
  // The others' only part in it would be the preparation.
  expect(done).not.toContain('deals.create');
});

test('an operation that nobody at a dealership uses gets its own flow, next to the people who do the rest', async () => {
  const done = await drawn(offer(['auth.login', 'auth.logout', 'tax.batch'], 'selected'));
  expect(done).toContain('auth.login');
  expect(done).toContain('tax.batch');
});

test('without a selection there is no such flow: signing in stays with the visitor', async () => {
  const done = await drawn(offer(operations.map(({ id }) => id)));
  expect(done).toContain('deals.create');
  expect(done).not.toContain('auth.login');
});

test('such a flow prepares what it needs, and signs in again after a logout', async () => {
  const user = new NotingUser();
  await flowPicker(new Map(offer(['auth.logout', 'auth.refresh'], 'selected')))(seededFaker(1))(user);
  expect(user.done).toEqual(['auth.logout', 'auth.login', 'auth.refresh']);
  expect(user.renewals).toBe(1);
});

test('with nothing to do the user rests', async () => {
  const pauses: number[] = [];
  const user = new NotingUser();
  user.pause = async (ms) => {
    pauses.push(ms);
  };
  await flowPicker(new Map())(seededFaker(1))(user);
  expect([user.done, pauses]).toEqual([[], [1000]]);
});
