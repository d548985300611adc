import { gzipSync } from 'node:zlib';
import { pprofCollector } from '../../../src/evidence/pprof.ts';
import { expect, test } from '../../made/small-server.ts';

test('heap and goroutine profiles are kept before and after', async ({ serve }) => {
  const { origin, requests } = await serve((_request, response) => response.end(gzipSync('profile')));
  const saved: string[] = [];
  const save = (name: string) => {
    saved.push(name);
    return `evidence/${name}`;
  };
  const watch = await pprofCollector(origin, { tlsVerify: true, save }).start();
  expect(saved).toEqual(['heap-before.pb.gz', 'goroutine-before.pb.gz']);
  await watch.end();
  const { files } = await watch.find();
  watch.close();
  expect(files).toEqual([...saved].map((name) => `evidence/${name}`));
  expect(files).toContain('evidence/heap-after.pb.gz');
  expect(requests[0]).toBe('GET /debug/pprof/heap');
});

test('a web page with status 200, and an empty answer, are not profiles', async ({ serve }) => {
  for (const body of ['<html>', '']) {
    const { origin } = await serve((_request, response) => response.end(body));
    const collector = pprofCollector(`${origin}/pprof`, { tlsVerify: true, save: (name) => name });
    await expect(collector.start()).rejects.toThrow("GET /heap gave no profile: is it Go's pprof?");
  }
});
