import { describe, expect, it } from 'vitest';
import { rewriteImports } from './page_query_in_imports.ts';

const QUERY = 'new URL(import.meta.url).search';

describe('rewriteImports', () => {
  it.each([
    ['load=()=>import(`./parts-a_1.js`)', `load=()=>import("./parts-a_1.js"+${QUERY})`],
    ['import("./parts.js").then(f)', `import("./parts.js"+${QUERY}).then(f)`],
    [
      'import{a as b,c,d as $}from"./main-X.js";f(b)',
      `const {a:b,c,d:$}=await import("./main-X.js"+${QUERY});f(b)`,
    ],
    ["import './side.js';f()", `await import("./side.js"+${QUERY});f()`],
  ])('should hand the query on in %s', (code, expected) => expect(rewriteImports(code)).toBe(expected));

  it.each([
    'let important={from:"./x"}',
    'const s="import(./a.js)"',
    'import.meta.url',
    'import("https://other.example/x.js")',
  ])('should leave %s alone', (code) => expect(rewriteImports(code)).toBe(code));

  it.each([
    'import * as all from "./main.js";',
    'import main from "./main.js";',
    'export{a}from"./main.js";',
  ])('should not pass over %s', (code) => expect(() => rewriteImports(code)).toThrow('cannot hand'));
});
