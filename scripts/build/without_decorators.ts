import ts from 'typescript';

/** TypeScript source without the decorators on the methods of its classes. */
export function withoutDecorators(source: string, fileName: string): string {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const ranges: [start: number, end: number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isDecorator(node)) ranges.push([node.getStart(file), node.end]);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return ranges.reduceRight((text, [start, end]) => text.slice(0, start) + text.slice(end), source);
}
