import { beforeEach, describe, expect, it } from 'vitest';
import { freezeHeap } from './frozen_heap.ts';

const RUNTIME = 1000;
const RUNTIME_SIZE = 96;
const OBJECTS_HEAD = RUNTIME + 40;
const STRINGS_HEAD = RUNTIME + 64;
const FIRST_OBJECT = 4096;
const FIRST_STRING = 65_536;
const COUNT = 600;
const STRIDE = 64;
const SHAPE = 2;
const CONTEXT = FIRST_OBJECT + 5 * STRIDE;

/** Addresses of the things of a list, and where each has its place in it. */
const objects = Array.from({ length: COUNT }, (_, index) => FIRST_OBJECT + index * STRIDE);
const strings = Array.from({ length: COUNT }, (_, index) => FIRST_STRING + index * STRIDE);
const objectNode = (object: number): number => object + 8;
const stringNode = (string: number): number => string + 20;

describe('frozen heap', () => {
  let memory: Uint8Array;
  let words: DataView;
  const read = (address: number): number => words.getUint32(address, true);
  const write = (address: number, value: number): void => words.setUint32(address, value, true);
  const join = (head: number, nodes: readonly number[]): void => {
    const ring = [head, ...nodes];
    ring.forEach((node, index) => {
      write(node, ring.at(index - 1)!);
      write(node + 4, ring[(index + 1) % ring.length]!);
    });
  };

  beforeEach(() => {
    memory = new Uint8Array(2 * 65_536);
    words = new DataView(memory.buffer);
    write(RUNTIME - 4, (RUNTIME_SIZE + 8) | 3);
    objects.forEach((object, index) => {
      write(object, 1 + (index % 3));
      memory[object + 4] = index % 7 === 0 ? SHAPE : 1;
    });
    for (const string of strings) write(string, 2);
    write(CONTEXT + 16, RUNTIME);
    join(OBJECTS_HEAD, objects.map(objectNode));
    join(STRINGS_HEAD, strings.map(stringNode));
  });

  it('has empty lists', () => {
    freezeHeap(memory, CONTEXT);
    for (const head of [OBJECTS_HEAD, STRINGS_HEAD])
      expect([read(head), read(head + 4)]).toEqual([head, head]);
    for (const node of [...objects.map(objectNode), ...strings.map(stringNode)]) {
      expect([read(node), read(node + 4)]).toEqual([0, 0]);
    }
  });

  it('has one reference more to each object but shapes, and none more to strings', () => {
    freezeHeap(memory, CONTEXT);
    objects.forEach((object, index) => {
      expect(read(object)).toBe(1 + (index % 3) + (index % 7 === 0 ? 0 : 1));
    });
    for (const string of strings) expect(read(string)).toBe(2);
  });

  it('is nothing that an unknown engine gets', () => {
    const message = 'the engine keeps other lists than expected';
    write(stringNode(strings[300]!), 4);
    expect(() => freezeHeap(memory, CONTEXT)).toThrow(message);
    join(STRINGS_HEAD, strings.map(stringNode));
    join(OBJECTS_HEAD, objects.slice(6).map(objectNode));
    expect(() => freezeHeap(memory, CONTEXT)).toThrow(message);
  });
});
