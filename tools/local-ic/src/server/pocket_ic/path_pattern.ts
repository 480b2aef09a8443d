/** Patterns of paths: segments that are meant literally, and `<name>` for any one. */

/**
 * @param pattern - such as `/blobstore/<id>`
 * @returns what stands for the placeholders, or nothing when the path is another one
 */
export function matchPath(pattern: string, path: string): readonly string[] | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: string[] = [];
  for (const [at, segment] of wanted.entries()) {
    const value = given[at]!;
    if (segment.startsWith('<') && value !== '') values.push(value);
    else if (segment !== value) return undefined;
  }
  return values;
}
