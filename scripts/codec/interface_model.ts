/**
 * The interface of the canister as plain data, read from the IDL factories in the declarations.
 *
 * The factories are read as source, not run: a built `IDL` object no longer knows the names of its types,
 * and the names are what the generated TypeScript is made of.
 */
import ts from 'typescript';
import { fieldHash } from './field_hash.ts';

export type PrimitiveName =
  | 'Null'
  | 'Bool'
  | 'Nat'
  | 'Int'
  | 'Nat8'
  | 'Nat16'
  | 'Nat32'
  | 'Nat64'
  | 'Int8'
  | 'Int16'
  | 'Int32'
  | 'Int64'
  | 'Float32'
  | 'Float64'
  | 'Text'
  | 'Reserved'
  | 'Empty'
  | 'Principal';

export interface Field {
  readonly name: string;
  readonly hash: number;
  readonly type: Type;
}

export type Type =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'opt' | 'vec'; readonly inner: Type }
  /** Fields are in the order of their hashes, as on the wire. */
  | { readonly kind: 'record' | 'variant'; readonly fields: readonly Field[] }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | {
      readonly kind: 'func';
      readonly args: readonly Type[];
      readonly results: readonly Type[];
      readonly modes: readonly string[];
    };

export interface Method {
  readonly name: string;
  readonly args: readonly Type[];
  readonly results: readonly Type[];
  readonly query: boolean;
}

export interface Interface {
  /** Every named type, in the order of the declarations. */
  readonly types: ReadonlyMap<string, Type>;
  readonly methods: readonly Method[];
  readonly initArgs: readonly Type[];
}

/** Reads the text of `internet_identity.did.ts`. Throws when it holds a form that Candid does not have. */
export function readInterface(declarations: string): Interface {
  const file = ts.createSourceFile('did.ts', declarations, ts.ScriptTarget.ES2022, true);
  const types = new Map<string, Type>();
  const init = factoryBody(file, 'init', types);
  const service = factoryBody(file, 'idlFactory', types);
  if (!ts.isArrayLiteralExpression(init)) throw unexpected(init);
  return {
    types: new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
    methods: readMethods(service),
    initArgs: init.elements.map(readType),
  };
}

/** The type behind a name, through any number of names. */
export function resolve(idl: Interface, type: Type): Exclude<Type, { kind: 'named' }> {
  let at = type;
  while (at.kind === 'named') {
    const next = idl.types.get(at.name);
    if (next === undefined) throw new Error(`type ${at.name} is not declared`);
    at = next;
  }
  return at;
}

/** Whether null is a value of the type, so that an option of it has two kinds of nothing. */
export function hasNull(idl: Interface, type: Type): boolean {
  const at = resolve(idl, type);
  return at.kind === 'opt' || (at.kind === 'primitive' && (at.name === 'Null' || at.name === 'Reserved'));
}

export function isPrimitive(type: Type, name: PrimitiveName): boolean {
  return type.kind === 'primitive' && type.name === name;
}

/** Adds the types that a factory declares to `types` and returns the expression that the factory returns. */
function factoryBody(file: ts.SourceFile, name: string, types: Map<string, Type>): ts.Expression {
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const declaration = statement.declarationList.declarations[0];
    const factory = declaration?.initializer;
    if (declaration?.name.getText() !== name || factory === undefined || !ts.isArrowFunction(factory))
      continue;
    if (!ts.isBlock(factory.body)) return factory.body;
    for (const inner of factory.body.statements) {
      if (ts.isReturnStatement(inner) && inner.expression) return inner.expression;
      readStatement(inner, types);
    }
  }
  throw new Error(`the declarations have no ${name}`);
}

function readStatement(statement: ts.Statement, types: Map<string, Type>): void {
  if (ts.isVariableStatement(statement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined) throw unexpected(statement);
      if (initializer.getText() === 'IDL.Rec()') continue;
      types.set(name.getText(), readType(initializer));
    }
    return;
  }
  // A recursive type: `Name.fill(...)`.
  if (ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression)) {
    const { expression, arguments: args } = statement.expression;
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'fill' && args[0]) {
      types.set(expression.expression.getText(), readType(args[0]));
      return;
    }
  }
  throw unexpected(statement);
}

function readMethods(service: ts.Expression): Method[] {
  const { name, args } = idlCall(service);
  if (name !== 'Service') throw unexpected(service);
  return properties(args[0]).map(([method, expression]) => {
    const type = readType(expression);
    if (type.kind !== 'func') throw unexpected(expression);
    return {
      name: method,
      args: type.args,
      results: type.results,
      query: type.modes.includes('query'),
    };
  });
}

function readType(expression: ts.Expression): Type {
  if (ts.isIdentifier(expression)) return { kind: 'named', name: expression.text };
  if (ts.isPropertyAccessExpression(expression) && expression.expression.getText() === 'IDL') {
    return { kind: 'primitive', name: expression.name.text as PrimitiveName };
  }
  const { name, args } = idlCall(expression);
  const [first] = args;
  switch (name) {
    case 'Opt':
    case 'Vec':
      if (first === undefined) throw unexpected(expression);
      return { kind: name === 'Opt' ? 'opt' : 'vec', inner: readType(first) };
    case 'Tuple':
      return { kind: 'tuple', items: args.map(readType) };
    case 'Record':
    case 'Variant':
      return { kind: name === 'Record' ? 'record' : 'variant', fields: readFields(first) };
    case 'Func':
      return {
        kind: 'func',
        args: elements(args[0]).map(readType),
        results: elements(args[1]).map(readType),
        modes: elements(args[2]).map((mode) => (mode as ts.StringLiteral).text),
      };
    default:
      throw unexpected(expression);
  }
}

function readFields(literal: ts.Expression | undefined): Field[] {
  return properties(literal)
    .map(([name, type]) => ({ name, hash: fieldHash(name), type: readType(type) }))
    .sort((a, b) => a.hash - b.hash);
}

function idlCall(expression: ts.Expression): { name: string; args: readonly ts.Expression[] } {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) {
    throw unexpected(expression);
  }
  return { name: expression.expression.name.text, args: expression.arguments };
}

function properties(literal: ts.Expression | undefined): [string, ts.Expression][] {
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) throw unexpected(literal);
  return literal.properties.map((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isStringLiteral(property.name)) throw unexpected(property);
    return [property.name.text, property.initializer];
  });
}

function elements(literal: ts.Expression | undefined): readonly ts.Expression[] {
  if (literal === undefined || !ts.isArrayLiteralExpression(literal)) throw unexpected(literal);
  return literal.elements;
}

function unexpected(node: ts.Node | undefined): Error {
  return new Error(`not a form of an IDL factory: ${node?.getText() ?? 'nothing'}`);
}
