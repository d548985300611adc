import { dirname, relative, resolve } from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNumericLiteral,
  isParenthesizedExpression,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

const ROOT = resolve(import.meta.dirname, '../..');
const CONFIG = resolve(import.meta.dirname, 'source-tree.tsconfig.json');

/** What the compiler's parser says about one source file of the project. Paths are relative to the repository. */
export interface ParsedFile {
  readonly path: string;
  readonly lines: number;
  /** Files of the project that it imports, for their types or their values. */
  readonly files: readonly string[];
  /** Packages that it imports. Modules of Node are left out. */
  readonly packages: readonly string[];
  readonly functions: readonly ParsedFunction[];
  /** How long it waits on the real clock, as far as a number says: by timers, `sleep(ms)` and `waitForTimeout(ms)`. */
  readonly waitsMs: readonly number[];
}

export interface ParsedFunction {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  /** Only a scope for others: the callback of a `test.describe`, or what wraps a whole script of a page. */
  readonly isScope: boolean;
}

let parsed: readonly ParsedFile[] | undefined;

/** All TypeScript and JavaScript files of the project, parsed once per process. */
export function sourceTree(): readonly ParsedFile[] {
  parsed ??= parseAll();
  return parsed;
}

function parseAll(): ParsedFile[] {
  const api = new API({ cwd: ROOT });
  try {
    const [project] = api.updateSnapshot({ openProject: CONFIG }).getProjects();
    if (project === undefined) throw new Error(`${CONFIG}: the compiler found no project`);
    return project.program.getSourceFileNames().flatMap((name) => {
      const path = relative(ROOT, name);
      if (path.startsWith('..') || path.startsWith('node_modules')) return [];
      const file = project.program.getSourceFile(name);
      return file === undefined ? [] : [parsedFile(path, file)];
    });
  } finally {
    api.close();
  }
}

function parsedFile(path: string, file: SourceFile): ParsedFile {
  const specifiers = (file.imports ?? []).flatMap((each) => ('text' in each ? String(each.text) : []));
  const isFile = (specifier: string) => specifier.startsWith('.');
  const files = specifiers.filter(isFile).map((each) => relative(ROOT, resolve(ROOT, dirname(path), each)));
  const packages = specifiers.filter((each) => !isFile(each) && !/^(node:|\/)/.test(each)).map(packageOf);
  const lines = file.text.replace(/\n$/, '').split('\n').length;
  return {
    path,
    lines,
    files: [...new Set(files)],
    packages: [...new Set(packages)],
    functions: functionsIn(file),
    waitsMs: waitsIn(file),
  };
}

/** `@playwright/test/reporter` belongs to the package `@playwright/test`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function waitsIn(file: SourceFile): number[] {
  const found: number[] = [];
  const visit = (node: Node) => {
    if (isCallExpression(node)) {
      const name = node.expression.getText(file);
      // Timers have their delay behind the callback. Those of a fake clock are called by another name.
      const at = /^set(?:Timeout|Interval)$/.test(name)
        ? -1
        : /^sleep$|\.waitForTimeout$/.test(name)
          ? 0
          : undefined;
      const delay = at === undefined ? undefined : node.arguments.at(at);
      if (delay !== undefined && isNumericLiteral(delay)) found.push(Number(delay.text));
    }
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

function functionsIn(file: SourceFile): ParsedFunction[] {
  const found: ParsedFunction[] = [];
  const visit = (node: Node) => {
    if (isFunctionLikeDeclaration(node)) found.push(parsedFunction(node, file));
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}

function parsedFunction(node: Node, file: SourceFile): ParsedFunction {
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const from = lineAt(node.getStart(file));
  const named = [node, node.parent].flatMap((each) => ('name' in each ? [each.name as Node] : []))[0];
  return {
    name: named !== undefined && isIdentifier(named) ? named.text : 'a function without a name',
    line: from + 1,
    lines: lineAt(node.end) - from + 1,
    isScope: isScope(node, file),
  };
}

function isScope({ parent }: Node, file: SourceFile): boolean {
  if (isCallExpression(parent) && /^test\.describe\b/.test(parent.expression.getText(file))) return true;
  // `(() => { … })();` as the only statement of a file.
  return (
    isParenthesizedExpression(parent) && file.statements.length === 1 && parent.parent.parent.parent === file
  );
}
