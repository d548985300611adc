import { contractCases } from './cases/all-cases.ts';
import { readContract } from './document/contract-document.ts';
import { contractCheck } from './document/response-check.ts';
import { expect, test } from './world/world-fixture.ts';

const document = readContract();
const check = contractCheck(document);

for (const one of contractCases) {
  test(`${one.operationId} ${one.status}: ${one.title}`, async ({ world }) => {
    const answer = await one.send(world);
    expect(answer.status, `status; the body is ${answer.body.slice(0, 300)}`).toBe(one.status);
    expect(check.answer(one.operationId, answer), 'faults against the document').toEqual([]);
    if (one.bodyContains !== undefined) expect(answer.body).toContain(one.bodyContains);
    const path = document.operations.get(one.operationId)?.path ?? '';
    if (path.startsWith('/api/')) {
      expect(answer.headers.get('server-timing')?.join(', ')).toMatch(
        /^total;dur=\d+\.\d{3}(, \w+;dur=\d+\.\d{3})*$/,
      );
    }
  });
}
