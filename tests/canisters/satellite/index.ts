import { IDL, msgArgData, msgCaller, msgReply, query, time, trap, update } from 'azle';
import { Doc, SetDoc } from './types.ts';

/**
 * A satellite for tests: as much of Juno's interface as its client calls when somebody signs in. It keeps documents
 * and counts their versions, and hands each to its owner alone.
 */
export default class Satellite {
  readonly #docs = new Map<string, Doc>();

  @query([], undefined, { manual: true })
  get_doc(): void {
    const [collection, key] = IDL.decode([IDL.Text, IDL.Text], msgArgData()) as [string, string];
    const doc = this.#docs.get(`${collection}/${key}`);
    const isOwn = doc !== undefined && doc.owner.toText() === msgCaller().toText();
    reply(IDL.Opt(Doc), isOwn ? [doc] : []);
  }

  @update([], undefined, { manual: true })
  set_doc(): void {
    const [collection, key, change] = IDL.decode([IDL.Text, IDL.Text, SetDoc], msgArgData()) as unknown as [
      string,
      string,
      SetDoc,
    ];
    const owner = msgCaller();
    if (owner.isAnonymous()) return trap('nobody has signed in');
    const before = this.#docs.get(`${collection}/${key}`);
    if (before?.version[0] !== change.version[0]) return trap('another version of the document is here');
    const doc: Doc = {
      ...change,
      owner,
      created_at: before?.created_at ?? time(),
      updated_at: time(),
      version: [(before?.version[0] ?? 0n) + 1n],
    };
    this.#docs.set(`${collection}/${key}`, doc);
    reply(Doc, doc);
  }
}

function reply(type: IDL.Type, value: unknown): void {
  msgReply(new Uint8Array(IDL.encode([type], [value])));
}
