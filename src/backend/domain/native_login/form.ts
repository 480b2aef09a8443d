/** Parameters in the form `application/x-www-form-urlencoded`: of a query string or of a request's body. */

export interface Form {
  /** Each parameter that is there once and is well-formed. */
  readonly values: ReadonlyMap<string, string>;
  /** The first thing that is wrong with the form as a whole; null when nothing is. */
  readonly fault: string | null;
}

/** More than any client sends; a bomb of parameters ends here. */
const MAX_PARAMETERS = 40;

/** Parameters by name. One that comes twice is not among them: nobody could tell which was meant (RFC 6749, 3.1). */
export function parseForm(text: string): Form {
  const values = new Map<string, string>();
  const seen = new Set<string>();
  let fault: string | null = null;
  const pairs = text.split('&', MAX_PARAMETERS + 1);
  if (pairs.length > MAX_PARAMETERS) return { values, fault: 'There are too many parameters.' };
  for (const pair of pairs) {
    if (pair === '') continue;
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = decoded(pair.slice(0, end));
    const value = decoded(pair.slice(end + 1));
    if (name === null || value === null) {
      fault ??= 'A parameter is malformed.';
      if (name !== null) values.delete(name);
    } else if (seen.has(name)) {
      fault ??= 'A parameter is there twice.';
      values.delete(name);
    } else {
      values.set(name, value);
    }
    if (name !== null) seen.add(name);
  }
  return { values, fault };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
