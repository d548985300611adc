import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SuiteError } from './suite-error.ts';

/**
 * `parseArgs`, which refuses a flag that is given twice: it would take the last one and say nothing. A flag with
 * `multiple` may be given as often as one likes.
 *
 * @throws SuiteError (BAD_SETTING) for a flag given twice; the error of `parseArgs` for any other mistake
 */
export function parseFlags<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const { tokens } = parseArgs({ ...config, tokens: true });
  const given = new Set<string>();
  for (const token of tokens ?? []) {
    if (token.kind !== 'option' || config.options?.[token.name]?.multiple === true) continue;
    if (given.has(token.name))
      throw new SuiteError('BAD_SETTING', {
        checked: `the flag --${token.name}`,
        found: 'the same flag twice',
        right: 'the flag once',
      });
    given.add(token.name);
  }
  return parseArgs(config);
}
