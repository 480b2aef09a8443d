import { expect, it } from 'vitest';
import { rewriteImports } from '../../src/frontend/build/page_query_in_imports.ts';
import { staticImports } from './sizes.ts';

it('should find the static imports of a built script, and no lazy ones', () => {
  const built = rewriteImports(
    `import{a as b}from"./first.js";import"./second.js";let f=async()=>{let{c:d}=await import("./lazy.js");g(()=>import("./later.js"))};`,
  );
  expect(staticImports(built)).toEqual(['first.js', 'second.js']);
});
