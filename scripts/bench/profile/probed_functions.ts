import ts from 'typescript';

/** The functions that {@link withProbes} calls; `probe_runtime.ts` has their text. */
export const ENTER = '__enter';
export const LEAVE = '__leave';

/**
 * TypeScript source whose named functions tell when they are entered and left. Anonymous callbacks count as part of
 * whoever calls them, and asynchronous functions of whoever called those, since they leave before they end.
 */
export function withProbes(source: string, fileName: string): string {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const insertions: [position: number, text: string][] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    const name = functionName(node);
    if (name === null || !ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const body = node.body as ts.Block | ts.Expression;
    const isBlock = ts.isBlock(body);
    const before = `${ENTER}(${JSON.stringify(name)});try{`;
    const after = `}finally{${LEAVE}()}`;
    insertions.push(
      [isBlock ? body.getStart(file) + 1 : body.getStart(file), isBlock ? before : `{${before}return (`],
      [isBlock ? body.end - 1 : body.end, isBlock ? after : `)${after}}`],
    );
  };
  visit(file);
  return insertions
    .sort(([left], [right]) => right - left)
    .reduce((text, [position, added]) => text.slice(0, position) + added + text.slice(position), source);
}

function functionName(node: ts.Node): string | null {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node)) {
    if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return null;
    const owner = ts.isClassDeclaration(node.parent) ? `${node.parent.name?.text ?? 'class'}.` : '';
    return owner + (node.name?.getText() ?? 'default');
  }
  if (!ts.isArrowFunction(node) || node.modifiers !== undefined) return null;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : null;
}
