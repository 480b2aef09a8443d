import { expect, it } from 'vitest';
import { matchPath } from './path_pattern.ts';

it.each([
  ['/status', '/status', []],
  ['/status', '/statuses', undefined],
  ['/status', '/status/more', undefined],
  ['/blobstore/<id>', '/blobstore/abc', ['abc']],
  ['/blobstore/<id>', '/blobstore', undefined],
  ['/blobstore/<id>', '/blobstore/', undefined],
  ['/read_graph/<label>/<op>', '/read_graph/a/b', ['a', 'b']],
  ['/http_gateway/<id>/stop', '/http_gateway/3/start', undefined],
])('%s against %s', (pattern, path, expected) => {
  expect(matchPath(pattern, path)).toEqual(expected);
});
