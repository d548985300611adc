import { expect, test } from '@playwright/test';
import { TraceContext } from '../../../../src/target/http/trace-context.ts';

test('each header follows the W3C format, sampled, with ids that are not all zeros', () => {
  const header = new TraceContext().next();
  expect(header).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(header).not.toMatch(/-0+-/);
});

test('the last trace id is the one of the header made last', () => {
  const trace = new TraceContext();
  for (let request = 0; request < 3; request += 1) expect(trace.next()).toContain(`-${trace.lastTraceId}-`);
});

test('no two headers share an id, of one process or of two', () => {
  const [one, other] = [new TraceContext(), new TraceContext()];
  const ids = new Set<string>();
  for (let request = 0; request < 500; request += 1) {
    for (const trace of [one, other]) {
      trace.next();
      ids.add(trace.lastTraceId);
    }
  }
  expect(ids.size).toBe(1000);
});
