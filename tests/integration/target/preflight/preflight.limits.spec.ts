import { preflight } from '../../../../src/target/preflight/preflight.ts';
import { expect, test } from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

test('a target that accepts and never answers is reported within 10 s, with the time that was waited', async ({
  serve,
}) => {
  const { origin } = await serve(() => undefined);
  const startedMs = performance.now();
  await expect(preflight(targetAt(origin), test.info().outputPath('budget.jsonl'))).rejects.toThrow(
    `[TARGET_UNREACHABLE] checked: GET ${origin}/health. Found: no complete answer within 6 s`,
  );
  expect(performance.now() - startedMs).toBeLessThan(9_000);
});

test('an answer without an end is cut off, and the line says so', async ({ serve }) => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed) if (!response.write(Buffer.alloc(65_536, '"healthy"'))) return;
    };
    response.on('drain', more);
    more();
  });
  const usedBefore = process.memoryUsage().rss;
  await expect(preflight(targetAt(origin), test.info().outputPath('budget.jsonl'))).rejects.toThrow(
    `[TARGET_UNREACHABLE] checked: GET ${origin}/health. Found: an answer that was cut off, since it is longer than any may be (8 MiB)`,
  );
  expect(process.memoryUsage().rss - usedBefore).toBeLessThan(200 * 1024 * 1024);
});
