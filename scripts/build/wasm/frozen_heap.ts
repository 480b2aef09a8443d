/**
 * Makes everything that the engine has allocated immortal and forgets the lists that it keeps them in. Such lists
 * are half of what does not compress, and its garbage collector, which goes through one of them, would look at the
 * bundle's thousands of functions again and again without ever freeing one.
 *
 * An object that stands in no list is none that the collector frees or looks into; with a reference more than there
 * are it is never left without. Strings are still freed when nothing refers to them: taking one out of its list then
 * writes to the addresses that it does not have, 0 and 4, where nothing is.
 *
 * @param memory of a module in which the engine (QuickJS) does not run at the moment
 * @param context address of its `JSContext`
 */
export function freezeHeap(memory: Uint8Array, context: number): void {
  const words = new DataView(memory.buffer, memory.byteOffset);
  const runtime = words.getUint32(context + RUNTIME, true);
  const lists = longLists(words, runtime);
  const objects = lists.find((list) => list.nodes.includes(context + OBJECT_NODE));
  const [strings, ...others] = lists.filter((list) => list !== objects);
  if (objects === undefined || strings === undefined || others.length > 0) {
    throw new Error('the engine keeps other lists than expected');
  }
  for (const node of objects.nodes) {
    const object = node - OBJECT_NODE;
    // A shape with more than one reference would be copied before a property is added.
    if ((words.getUint8(object + KIND) & KINDS) === SHAPE) continue;
    words.setInt32(object, words.getInt32(object, true) + 1, true);
  }
  for (const { head, nodes } of [objects, strings]) {
    for (const node of nodes) link(words, node, 0);
    link(words, head, head);
  }
}

/** In a context: its runtime. */
const RUNTIME = 16;
/** In an object, which starts with its number of references: its kind and its place in the list. */
const KIND = 4;
const KINDS = 15;
const SHAPE = 2;
const OBJECT_NODE = 8;

/** Lists in a runtime that hold a few contexts, modules or jobs have fewer members. */
const LONG = 500;

// A node of a list, and its head, hold the addresses of the node before and of the one behind.
const BEFORE = 0;
const BEHIND = 4;
const NODE = 8;

interface List {
  readonly head: number;
  readonly nodes: readonly number[];
}

/** Lists whose heads lie in an allocated chunk. */
function longLists(words: DataView, chunk: number): List[] {
  const end = chunk + ((words.getUint32(chunk - 4, true) & ~7) - 8);
  const lists: List[] = [];
  for (let head = chunk; head + NODE <= end; head += 4) {
    const nodes = nodesOf(words, head);
    if (nodes.length > LONG) lists.push({ head, nodes });
  }
  return lists;
}

/** The nodes of a list, or none when there is no list at that address. */
function nodesOf(words: DataView, head: number): number[] {
  const nodes: number[] = [];
  let last = head;
  for (;;) {
    const node = words.getUint32(last + BEHIND, true);
    const isNode = node % 4 === 0 && node > 0 && node + NODE <= words.byteLength;
    if (!isNode || words.getUint32(node + BEFORE, true) !== last) return [];
    if (node === head) return nodes;
    nodes.push(node);
    last = node;
  }
}

function link(words: DataView, node: number, to: number): void {
  words.setUint32(node + BEFORE, to, true);
  words.setUint32(node + BEHIND, to, true);
}
