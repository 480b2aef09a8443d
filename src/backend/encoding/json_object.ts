/** JSON objects from strangers: bounded in depth before they are parsed, and with every name once. */

/** Levels of objects and arrays. The engine's parser recurses; what is read here has two or three. */
const DEPTH_LIMIT = 8;

/**
 * A string, or one of the characters that structure is made of. A string without an end reaches to the text's, so that
 * the search never begins anew within one: it takes as many steps as there are characters.
 */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[[\]{}:]/gs;

/**
 * The object that a JSON text is, or null when it is none, is nested too deeply, or names a member twice: readers
 * differ in which of two they take, and one who checks another than is used later is deceived.
 */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  let depth = 0;
  let members = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      if (++depth > DEPTH_LIMIT) return null;
    } else if (token === '}' || token === ']') depth -= 1;
    else if (token === ':' && depth === 1) members += 1;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.keys(value).length === members ? (value as Record<string, unknown>) : null;
}
