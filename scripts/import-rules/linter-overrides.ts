import {
  forbiddenFolders,
  forbiddenPackages,
  type ImportRules,
  type Place,
  placesOf,
} from './import-rules.ts';

interface Pattern {
  readonly group: readonly string[];
  readonly message: string;
}

/**
 * The linter's configuration that follows from the rules. An override replaces the options of every earlier one for the
 * same rule, so each file must match exactly one of these: files with rules of their own are taken out of their folder.
 *
 * @returns the text of `biome.imports.json`
 */
export function linterConfig(rules: ImportRules): string {
  const places = placesOf(rules);
  const overrides = places.flatMap((place) => {
    const patterns = patternsFor(rules, place);
    if (patterns.length === 0) return [];
    const options = { level: 'error', options: { patterns } };
    return [
      { includes: includes(places, place), linter: { rules: { style: { noRestrictedImports: options } } } },
    ];
  });
  return `{ "overrides": [\n${overrides.map((override) => JSON.stringify(override)).join(',\n')}\n] }\n`;
}

function includes(places: readonly Place[], { folder, files }: Place): string[] {
  if (files !== undefined) return [files];
  const apart = places.flatMap((place) => (place.folder === folder ? (place.files ?? []) : []));
  return [`${folder}/**`, ...apart.map((each) => `!${each}`)];
}

function patternsFor(rules: ImportRules, place: Place): Pattern[] {
  const { folder } = place;
  const forbidden = forbiddenFolders(rules, folder);
  const folders = {
    group: forbidden.map((other) => `**/../${asSeenFrom(folder, other)}/**`),
    message: `${folder} may import ${listed(rules.folders[folder]?.may ?? [])}. ${rules.folders[folder]?.why} (import-rules.json)`,
  };
  const packages = forbiddenPackages(rules, place).map(({ names, why }) => ({
    group: names.flatMap((name) => [name, `${name}/**`]),
    message: `${why} (import-rules.json)`,
  }));
  return [...(forbidden.length > 0 ? [folders] : []), ...packages];
}

/** A folder of src sees another one next to it; everyone else finds it in src. */
function asSeenFrom(folder: string, other: string): string {
  return folder.startsWith('src/') && other.startsWith('src/') ? other.slice('src/'.length) : other;
}

function listed(may: readonly string[]): string {
  return may.length === 0
    ? 'nothing else of the project'
    : `${may.join(', ')} and nothing else of the project`;
}
