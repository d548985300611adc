import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadTables } from '../src/record/load-tables.ts';
import { environmentNames } from '../src/target/environments/load-environments.ts';
import { HELP_FILE, helpWith } from './command-line/help.ts';
import { renewedPage } from './command-line/settings-page.ts';

// `npm run docs:settings`: writes docs/settings.md and the usage of run-load-tests.sh from the table of settings and
// the scenarios of the tables.

const PAGE = resolve(import.meta.dirname, '../docs/settings.md');

writeFileSync(PAGE, renewedPage(readFileSync(PAGE, 'utf8')));
writeFileSync(HELP_FILE, helpWith(Object.values(loadTables().scenarios), environmentNames()));
