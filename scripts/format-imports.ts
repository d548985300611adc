import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readImportRules } from './import-rules/import-rules.ts';
import { linterConfig } from './import-rules/linter-overrides.ts';

// `npm run format:imports`: writes the linter's import rules, `biome.imports.json`, from `import-rules.json`.

writeFileSync(resolve(import.meta.dirname, '../biome.imports.json'), linterConfig(readImportRules()));
