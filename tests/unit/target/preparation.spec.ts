import { expect, test } from '@playwright/test';
import { operationById, operations } from '../../../src/target/catalogue.ts';
import { type BuildContext, giftsOf } from '../../../src/target/operation.ts';
import { preparationFor } from '../../../src/target/preparation.ts';
import { vinCheckDigit } from '../../../src/target/request-data/vin.ts';
import { buildContext } from '../../made/build-context.ts';

const CREATES = ['deals.create', 'customers.create', 'inventory.create', 'showroom.createVisit'];

function bodyOf(id: string, context: BuildContext): Record<string, unknown> {
  const operation = operationById(id);
  return JSON.parse(operation.build(context, operation.path).body ?? '{}');
}

function userContext(user: number, runTag = 'r7f3a'): BuildContext {
  return buildContext(user, { userId: `00000000-0000-4000-8000-${String(user).padStart(12, '0')}`, runTag });
}

test('the check digit follows known VINs', () => {
  expect(vinCheckDigit('1HGCM82633A004352')).toBe('3');
  expect(vinCheckDigit('1M8GDM9AXKP042788')).toBe('X');
  expect(vinCheckDigit('11111111111111111')).toBe('1');
});

test('50,000 vehicles of 200 users in two runs have valid and different VINs', () => {
  const vins = new Set<string>();
  for (const runTag of ['r7f3a', 'r7f3b']) {
    for (let user = 0; user < 200; user += 1) {
      const context = userContext(user, runTag);
      for (let count = 0; count < 125; count += 1) vins.add(String(bodyOf('inventory.create', context).vin));
    }
  }
  expect(vins.size).toBe(50_000);
  for (const vin of vins) {
    if (!/^[0-9A-HJ-NPR-Z]{17}$/.test(vin) || vin[8] !== vinCheckDigit(vin)) expect(vin).toBe('a valid VIN');
  }
});

test('what is made carries the dealership of the run', () => {
  for (const id of CREATES.filter((create) => create !== 'showroom.createVisit')) {
    expect(bodyOf(id, buildContext(1)).dealership_id, id).toBe(buildContext(1).dealershipId);
  }
});

test('texts carry the tag of the run', () => {
  expect(bodyOf('customers.create', buildContext(1)).last_name).toContain('r7f3a');
  expect(bodyOf('inventory.create', buildContext(1)).stock_number).toContain('r7f3a');
  expect(bodyOf('showroom.createVisit', buildContext(1)).initial_note).toContain('r7f3a');
  expect(bodyOf('showroom.createNote', buildContext(1)).content).toContain('r7f3a');
  expect(bodyOf('messaging.createConversation', buildContext(1)).name).toContain('r7f3a');
});

test('e-mail addresses of one user and of two users differ', () => {
  const [one, other] = [userContext(1), userContext(2)];
  const emails = [one, one, other].map((context) => bodyOf('auth.register', context).email);
  expect(new Set(emails).size).toBe(3);
});

test('a tag that cannot stand in an e-mail address is refused', () => {
  expect(() => bodyOf('customers.create', buildContext(1, { runTag: 'run {1}' }))).toThrow(
    'run tag: found "run {1}"',
  );
});

test('a changed password is the old one, so that the user can sign in again', () => {
  const body = bodyOf('auth.changePassword', buildContext(1));
  expect(body.new_password).toBe(body.current_password);
});

test('every need is met by the preparation, or the operation says why it is out of reach', () => {
  for (const operation of operations) {
    if (operation.outOfReach !== undefined) {
      expect(() => preparationFor(operation), operation.id).toThrow(operation.outOfReach);
      continue;
    }
    const given = preparationFor(operation).flatMap(giftsOf);
    expect(given, operation.id).toEqual(expect.arrayContaining([...operation.needs]));
  }
});

test('the preparation of a deal makes its customer first', () => {
  expect(preparationFor(operationById('deals.get')).map(({ id }) => id)).toEqual([
    'customers.create',
    'deals.create',
  ]);
});
