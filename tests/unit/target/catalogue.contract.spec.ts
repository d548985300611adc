import { expect, test } from '@playwright/test';
import { excludedOperations, operations, sockets } from '../../../src/target/catalogue.ts';
import { contractOperations, contractSockets } from '../../made/contract-document.ts';

const documented = contractOperations();

test('the catalogue holds every measured operation of the contract exactly once', () => {
  const measured = documented.filter(({ excluded }) => !excluded).map(({ id }) => id);
  expect(measured.length).toBeGreaterThan(50);
  expect(operations.map(({ id }) => id).sort()).toEqual(measured.sort());
});

test('what the contract excludes is left out with a reason', () => {
  const excluded = documented.filter((operation) => operation.excluded).map(({ id }) => id);
  expect(excludedOperations.map(({ id }) => id)).toEqual(excluded);
  for (const { reason } of excludedOperations) expect(reason.length).toBeGreaterThan(20);
});

test('the catalogue names the two sockets of the contract', () => {
  expect([...sockets].sort((a, b) => a.id.localeCompare(b.id))).toEqual(contractSockets());
});

test('method, path, service, tier and token agree with the contract', () => {
  for (const operation of operations) {
    const facts = documented.find(({ id }) => id === operation.id);
    expect
      .soft(
        {
          id: operation.id,
          method: operation.method,
          path: operation.path,
          service: operation.service,
          rateTier: operation.rateTier,
          authenticated: operation.authenticated,
        },
        operation.id,
      )
      .toEqual({
        id: facts?.id,
        method: facts?.method,
        path: facts?.path,
        service: facts?.service,
        rateTier: facts?.rateTier,
        authenticated: facts?.authenticated,
      });
  }
});

test('each success check asks for a documented status, its content type and a required field', () => {
  for (const { id, success } of operations) {
    for (const status of success.status) {
      const reply = documented.find((facts) => facts.id === id)?.successes.get(status);
      expect(reply, `${id} documents ${status}`).toBeDefined();
      expect.soft(reply?.contentType, `${id} content type`).toBe(success.contentType);
      const shape =
        success.shape === 'text' ? 'string' : success.shape === 'empty' ? undefined : success.shape;
      expect.soft(reply?.schemaType, `${id} shape`).toBe(shape);
      if (success.shape === 'object') expect.soft(reply?.required, `${id} field`).toContain(success.key.name);
    }
  }
});
