import { expect, test } from '@playwright/test';
import { contractCases } from './cases/all-cases.ts';
import { unprovokable } from './cases/unprovokable.ts';
import { readContract } from './document/contract-document.ts';

const { operations } = readContract();
const documented = [...operations.values()].flatMap(({ operationId, method, path, responses }) =>
  [...responses.keys()].map((status) => ({ operationId, status, name: `${method} ${path} ${status}` })),
);
const hasCase = (operationId: string, status: number) =>
  contractCases.some((one) => one.operationId === operationId && one.status === status);
const isExempt = (operationId: string, status: number) =>
  unprovokable.some(
    (entry) => entry.status === status && (entry.operationId === '*' || entry.operationId === operationId),
  );

test('every documented operation has a case of success, none is skipped', () => {
  const withoutSuccess = [...operations.values()]
    .filter(({ operationId }) => operationId !== 'inventory.decodeVin')
    .filter(
      ({ operationId }) => !contractCases.some((one) => one.operationId === operationId && one.status < 300),
    )
    .map(({ operationId }) => operationId);
  expect(withoutSuccess, 'operations without a case of status 101 or 2xx').toEqual([]);
});

test('every documented status of every operation has a case or a reason why it cannot be provoked', () => {
  const open = documented
    .filter(({ operationId, status }) => !hasCase(operationId, status) && !isExempt(operationId, status))
    .map(({ name }) => name);
  expect(open, 'statuses of the document with neither a case nor an entry in unprovokable.ts').toEqual([]);
});

test('every case stands for a status that the document knows', () => {
  const stray = contractCases
    .filter(({ operationId, status }) => operations.get(operationId)?.responses.has(status) !== true)
    .map(({ operationId, status }) => `${operationId} ${status}`);
  expect(stray, 'cases for statuses that the document does not list').toEqual([]);
});

test('no entry of the unprovokable statuses is idle or contradicted by a case', () => {
  for (const entry of unprovokable) {
    const concerned = documented.filter(
      ({ operationId, status }) =>
        status === entry.status && (entry.operationId === '*' || entry.operationId === operationId),
    );
    expect(concerned.length, `${entry.operationId} ${entry.status} matches the document`).toBeGreaterThan(0);
    const provoked = concerned.filter(({ operationId, status }) => hasCase(operationId, status));
    expect(provoked, `${entry.operationId} ${entry.status} is called unprovokable`).toEqual([]);
  }
});

test('no two cases have the same title', () => {
  const titles = contractCases.map(({ operationId, status, title }) => `${operationId} ${status}: ${title}`);
  expect(titles.length).toBe(new Set(titles).size);
});
