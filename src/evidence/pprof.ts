import { messageOf } from '../base/attempt.ts';
import type { Collector } from './collector.ts';
import { HttpSource } from './http-source.ts';

/** Go's profiles that are taken; both stop the process for as long as Go takes to collect them. */
const PROFILES = ['heap', 'goroutine'] as const;

export interface PprofOptions {
  readonly tlsVerify: boolean;
  /** Keeps a file in the run's folder, and returns its name there. */
  save(name: string, content: Buffer): string;
}

/** Keeps profiles of the heap and of the goroutines before and after the run: `go tool pprof -base` compares them. */
export function pprofCollector(pprofUrl: string, { tlsVerify, save }: PprofOptions): Collector {
  const { host, pathname } = new URL(pprofUrl);
  const path = pathname === '/' ? '/debug/pprof' : '';
  return {
    source: 'pprof',
    place: `${host}${pathname.replace(/\/+$/, '')}${path}`,
    async start(ending) {
      const source = new HttpSource(pprofUrl, { tlsVerify });
      ending?.addEventListener('abort', () => source.close());
      const files: string[] = [];
      const take = async (when: string) => {
        for (const profile of PROFILES) {
          const content = await source.get(`${path}/${profile}`);
          // gzip's first bytes: everything else is not a profile, whatever its status is.
          if (content[0] !== 0x1f || content[1] !== 0x8b)
            throw new Error(`GET ${path}/${profile} gave no profile: is it Go's pprof?`);
          files.push(save(`${profile}-${when}.pb.gz`, content));
        }
      };
      try {
        await take('before');
      } catch (error) {
        source.close();
        throw error;
      }
      return {
        // One that fell silent during the run is given up here, within the time of all sources. The command line costs Go nothing.
        end: () => source.answers(`${path}/cmdline`),
        async find(early) {
          // Files that came before the time was up are in the run's folder: the list grows with them.
          early?.({ files });
          try {
            await take('after');
            return { files };
          } catch (error) {
            return { files, problems: [messageOf(error)] };
          }
        },
        close: () => source.close(),
      };
    },
  };
}
