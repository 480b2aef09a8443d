/** The texts that a canister's public metadata sections carry. */
export interface CandidMetadata {
  /** `candid:service`: the whole interface. */
  readonly service: string;
  /** `candid:args`: the init argument's types, with the definitions that they use. */
  readonly args: string;
}

/**
 * Derives the metadata from the text of a `.did` file.
 *
 * @throws when the text has no service
 */
export function candidMetadata(did: string): CandidMetadata {
  const service = /^service\s*(?:\w+\s*)?:\s*(?:(\([\s\S]*?\))\s*->\s*)?\{/m.exec(did);
  if (service === null) throw new Error('the .did file has no service');
  const args = service[1] ?? '()';
  const definitions = typeDefinitions(did.slice(0, service.index));
  const needed = new Set<string>();
  collect(args, definitions, needed);
  const used = [...definitions].filter(([name]) => needed.has(name)).map(([, text]) => text);
  return { service: did, args: [...used, args, ''].join('\n') };
}

/** Type definitions by name, in file order, without comments. */
function typeDefinitions(did: string): Map<string, string> {
  const text = did.replace(/[ \t]*\/\/.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, '');
  // A definition ends at the first semicolon at the start of a line's end that closes it: they are not nested.
  const pattern = /^type\s+(\w+)\s*=[\s\S]*?(?=^type\s|(?![\s\S]))/gm;
  return new Map(
    [...text.matchAll(pattern)].map((match) => [match[1]!, match[0].replace(/\n\s*\n/g, '\n').trimEnd()]),
  );
}

/** Adds the names of all definitions that `text` uses, directly or through others. */
function collect(text: string, definitions: ReadonlyMap<string, string>, needed: Set<string>): void {
  for (const [word] of text.matchAll(/\w+/g)) {
    const definition = definitions.get(word);
    if (definition === undefined || needed.has(word)) continue;
    needed.add(word);
    collect(definition, definitions, needed);
  }
}
