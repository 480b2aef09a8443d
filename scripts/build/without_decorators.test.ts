import { describe, expect, it } from 'vitest';
import { withoutDecorators } from './without_decorators.ts';

describe('removal of decorators', () => {
  it('leaves everything else as it is', () => {
    const source = `import { query, update } from 'azle';
const text = '@query([])';
export default class {
  @query([], undefined, {
    manual: true,
  })
  read(): void {} // @update
  @update([]) write() { return class { @query inner() {} } }
}
`;
    expect(withoutDecorators(source, 'index.ts')).toBe(`import { query, update } from 'azle';
const text = '@query([])';
export default class {
${'  '}
  read(): void {} // @update
   write() { return class {  inner() {} } }
}
`);
  });
});
