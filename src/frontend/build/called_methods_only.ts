import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Plugin } from 'vite';

const CALLERS = fileURLToPath(new URL('../src/canister/', import.meta.url));
const DECLARATIONS = /[\\/]declarations[\\/]internet_identity\.did\.ts$/;

/** Leaves in the canister's interface what the pages call: a third of the methods, and the types of these. */
export function calledMethodsOnly(): Plugin {
  return {
    name: 'called-methods-only',
    enforce: 'pre',
    transform: (code, id) => (DECLARATIONS.test(id) ? keepMethods(code, calledMethods()) : null),
  };
}

/** Names of everything that the front end's own files call as a method of something. */
function calledMethods(): Set<string> {
  const files = readdirSync(CALLERS).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const texts = files.map((name) => readFileSync(CALLERS + name, 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\.(\w+)\(/g)].map(([, name]) => name!)));
}

/**
 * Generated declarations with the service's methods of these names only, and without the types that nothing names
 * then. Line numbers stay.
 * @throws Error when there is no service, or none of its methods is kept
 */
export function keepMethods(code: string, called: ReadonlySet<string>): string {
  const file = ts.createSourceFile('declarations.ts', code, ts.ScriptTarget.Latest, true);
  const factory = file.statements.flatMap((statement) => bodyOf(statement, 'idlFactory'))[0];
  const service = factory?.statements.find(ts.isReturnStatement);
  const methods = service && findObject(service);
  if (factory === undefined || service === undefined || methods === undefined) throw new Error('no service');
  const dropped: ts.Node[] = methods.properties.filter((method) => !called.has(nameOf(method)));
  if (dropped.length === methods.properties.length) throw new Error('no method is called');
  const isDropped = (node: ts.Node): boolean => dropped.includes(node);

  // A type names others, so each round may leave more of them unnamed.
  for (let before = -1; before < dropped.length;) {
    before = dropped.length;
    const named = new Map<string, Set<ts.Statement>>();
    for (const statement of factory.statements) {
      if (!isDropped(statement))
        for (const name of namesIn(statement, isDropped)) add(named, name, statement);
    }
    for (const statement of factory.statements) {
      const own = isDropped(statement) ? null : definedBy(statement);
      if (own === null) continue;
      const users = [...(named.get(own) ?? [])].filter((user) => definedBy(user) !== own);
      if (users.length === 0) dropped.push(statement);
    }
  }
  let kept = code;
  for (const node of dropped) {
    const end = kept[node.end] === ',' ? node.end + 1 : node.end;
    kept =
      kept.slice(0, node.getStart()) +
      kept.slice(node.getStart(), end).replace(/[^\n]/g, ' ') +
      kept.slice(end);
  }
  return kept;
}

/** The body of the arrow function that a constant of this name is. */
function bodyOf(statement: ts.Statement, name: string): ts.Block[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name: own, initializer }) =>
    own.getText() === name && initializer && ts.isArrowFunction(initializer) && ts.isBlock(initializer.body)
      ? [initializer.body]
      : [],
  );
}

function findObject({ expression }: ts.ReturnStatement): ts.ObjectLiteralExpression | undefined {
  if (expression === undefined || !ts.isCallExpression(expression)) return undefined;
  return expression.arguments.find(ts.isObjectLiteralExpression);
}

function nameOf({ name }: ts.ObjectLiteralElementLike): string {
  return name !== undefined && ts.isStringLiteral(name) ? name.text : '';
}

/** The type that a statement defines, by `const T = ...` or by `T.fill(...)`; null when it defines none. */
function definedBy(statement: ts.Statement): string | null {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations[0]?.name.getText() ?? null;
  return ts.isExpressionStatement(statement)
    ? (/^(\w+)\.fill\(/.exec(statement.getText())?.[1] ?? null)
    : null;
}

function namesIn(node: ts.Node, isDropped: (node: ts.Node) => boolean): string[] {
  if (isDropped(node)) return [];
  const own = ts.isIdentifier(node) ? [node.text] : [];
  const inner: string[] = [];
  ts.forEachChild(node, (child) => void inner.push(...namesIn(child, isDropped)));
  return [...own, ...inner];
}

function add(map: Map<string, Set<ts.Statement>>, name: string, statement: ts.Statement): void {
  const known = map.get(name) ?? new Set();
  map.set(name, known.add(statement));
}
