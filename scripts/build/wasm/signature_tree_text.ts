import { SIGNATURE_TREE_FRAME } from '../../../src/backend/ic/native_layout.ts';
import { SHA256_FUNCTION } from './sha256_text.ts';

/** Functions `(frame address, frame size)` behind the tree operations of `src/backend/ic/native_layout.ts`. */
export const TREE_ADD_FUNCTION = 'native_tree_add';
export const TREE_REMOVE_FUNCTION = 'native_tree_remove';
export const TREE_HASH_FUNCTION = 'native_tree_hash';
export const TREE_WITNESS_FUNCTION = 'native_tree_witness';

const {
  ANSWER,
  ROOT,
  FREE,
  USED,
  SEED,
  MESSAGE,
  LEAF_HASH,
  FORK,
  FORK_DOMAIN_BYTES,
  LABELED,
  LABELED_DOMAIN_BYTES,
  NODES,
  NODE_BYTES,
  NODE_BIT,
  NODE_LEFT,
  NODE_RIGHT,
  NODE_IS_HASHED,
  NODE_HASH,
  NODE_LABEL,
  WITNESS_ROOM,
} = SIGNATURE_TREE_FRAME;

const LEAF = -1;

/** What `src/backend/certified/hash_tree.ts` writes: CBOR arrays that begin with the kind of a node. */
const FORK_CBOR = 0x0183;
const PRUNED_CBOR = 0x20580482;
const LABELED_32_CBOR = 0x20580283;
const EMPTY_LEAF_CBOR = 0x400382;

const get = (name: string): string => `(local.get $${name})`;
const load = (address: string, offset: number): string => `(i32.load offset=${offset} align=1 ${address})`;
const store = (address: string, offset: number, value: string): string =>
  `(i32.store offset=${offset} align=1 ${address} ${value})`;
const at = (address: string, offset: number | string): string =>
  `(i32.add ${address} ${typeof offset === 'number' ? `(i32.const ${offset})` : offset})`;
/** Copies a label or a hash: cheaper than `memory.copy`, which costs a hundred instructions before its first byte. */
const copy32 = (to: string, from: string): string => `(call $native_tree_copy ${to} ${from})`;
/** The bytes from the frame's beginning to an address. */
const offsetOf = (address: string): string => `(i32.sub ${address} (local.get $frame))`;

/**
 * A binary radix tree over labels of 32 bytes, each leaf of which leads to another such tree or to the empty leaf.
 * `slot` is the address of a word that holds the offset of a tree's top node, 0 for none.
 */
export const SIGNATURE_TREE = `
  (func $native_tree_copy (param $to i32) (param $from i32)
    ${[0, 8, 16, 24]
      .map(
        (i) => `(i64.store offset=${i} align=1 ${get('to')} (i64.load offset=${i} align=1 ${get('from')}))`,
      )
      .join('\n    ')})

  ;; Bit of a label, counted from the first byte's highest.
  (func $native_tree_bit (param $label i32) (param $bit i32) (result i32)
    (i32.and
      (i32.shr_u
        (i32.load8_u ${at(get('label'), `(i32.shr_u ${get('bit')} (i32.const 3))`)})
        (i32.sub (i32.const 7) (i32.and ${get('bit')} (i32.const 7))))
      (i32.const 1)))

  ;; Address of the word that holds a branch's side.
  (func $native_tree_side (param $node i32) (param $label i32) (result i32)
    ${at(
      at(get('node'), NODE_LEFT),
      `(i32.shl (call $native_tree_bit ${get('label')} ${load(get('node'), NODE_BIT)}) (i32.const 2))`,
    )})

  (func $native_tree_equal (param $a i32) (param $b i32) (result i32)
    (i64.eqz
      (i64.or
        (i64.or
          (i64.xor (i64.load align=1 ${get('a')}) (i64.load align=1 ${get('b')}))
          (i64.xor (i64.load offset=8 align=1 ${get('a')}) (i64.load offset=8 align=1 ${get('b')})))
        (i64.or
          (i64.xor (i64.load offset=16 align=1 ${get('a')}) (i64.load offset=16 align=1 ${get('b')}))
          (i64.xor (i64.load offset=24 align=1 ${get('a')}) (i64.load offset=24 align=1 ${get('b')}))))))

  ;; The first bit at which two different labels differ.
  (func $native_tree_difference (param $a i32) (param $b i32) (result i32)
    (local $i i32) (local $x i32)
    (loop $bytes
      (local.set $x
        (i32.xor
          (i32.load8_u ${at(get('a'), get('i'))})
          (i32.load8_u ${at(get('b'), get('i'))})))
      (local.set $i ${at(get('i'), 1)})
      (br_if $bytes (i32.eqz ${get('x')})))
    (i32.add
      (i32.shl (i32.sub ${get('i')} (i32.const 1)) (i32.const 3))
      (i32.sub (i32.clz ${get('x')}) (i32.const 24))))

  ;; A leaf that agrees with the label at every bit at which the tree splits on the way, or 0. Hashes on the way are
  ;; marked as old where something below is about to change.
  (func $native_tree_nearest (param $frame i32) (param $slot i32) (param $label i32) (param $changes i32) (result i32)
    (local $node i32)
    (if (i32.eqz (i32.load align=1 ${get('slot')})) (then (return (i32.const 0))))
    (loop $levels
      (local.set $node ${at(get('frame'), `(i32.load align=1 ${get('slot')})`)})
      (if ${get('changes')} (then ${store(get('node'), NODE_IS_HASHED, '(i32.const 0)')}))
      (if (i32.ge_s ${load(get('node'), NODE_BIT)} (i32.const 0))
        (then
          (local.set $slot (call $native_tree_side ${get('node')} ${get('label')}))
          (br $levels))))
    ${get('node')})

  ;; A leaf that was there, or 0.
  (func $native_tree_find (param $frame i32) (param $slot i32) (param $label i32) (result i32)
    (local $leaf i32)
    (local.set $leaf
      (call $native_tree_nearest ${get('frame')} ${get('slot')} ${get('label')} (i32.const 0)))
    (if (i32.eqz ${get('leaf')}) (then (return (i32.const 0))))
    (select
      ${get('leaf')}
      (i32.const 0)
      (call $native_tree_equal ${at(get('leaf'), NODE_LABEL)} ${get('label')})))

  (func $native_tree_new (param $frame i32) (param $size i32) (param $bit i32) (result i32)
    (local $node i32)
    (local.set $node ${load(get('frame'), FREE)})
    (if ${get('node')}
      (then
        (local.set $node ${at(get('frame'), get('node'))})
        ${store(get('frame'), FREE, load(get('node'), NODE_LEFT))})
      (else
        (local.set $node ${load(get('frame'), USED)})
        (if (i32.gt_u ${at(get('node'), NODE_BYTES)} ${get('size')}) (then (unreachable)))
        ${store(get('frame'), USED, at(get('node'), NODE_BYTES))}
        (local.set $node ${at(get('frame'), get('node'))})))
    ${store(get('node'), NODE_BIT, get('bit'))}
    ${store(get('node'), NODE_LEFT, '(i32.const 0)')}
    ${store(get('node'), NODE_RIGHT, '(i32.const 0)')}
    ${store(get('node'), NODE_IS_HASHED, '(i32.const 0)')}
    ${get('node')})

  (func $native_tree_free (param $frame i32) (param $node i32)
    ${store(get('node'), NODE_LEFT, load(get('frame'), FREE))}
    ${store(get('frame'), FREE, offsetOf(get('node')))})

  ;; The leaf with a label, which is made where there is none. All hashes above it are old then.
  (func $native_tree_insert (param $frame i32) (param $size i32) (param $slot i32) (param $label i32) (result i32)
    (local $leaf i32) (local $branch i32) (local $bit i32) (local $node i32) (local $nearest i32)
    (local.set $nearest
      (call $native_tree_nearest ${get('frame')} ${get('slot')} ${get('label')} (i32.const 1)))
    (if ${get('nearest')}
      (then
        (if (call $native_tree_equal ${at(get('nearest'), NODE_LABEL)} ${get('label')})
          (then (return ${get('nearest')})))))
    (local.set $leaf (call $native_tree_new ${get('frame')} ${get('size')} (i32.const ${LEAF})))
    ${copy32(at(get('leaf'), NODE_LABEL), get('label'))}
    (if (i32.eqz ${get('nearest')})
      (then
        (i32.store align=1 ${get('slot')} ${offsetOf(get('leaf'))})
        (return ${get('leaf')})))
    (local.set $bit
      (call $native_tree_difference ${at(get('nearest'), NODE_LABEL)} ${get('label')}))
    ;; The new branch comes above the first node that splits at a later bit.
    (block $found
      (loop $levels
        (local.set $node ${at(get('frame'), `(i32.load align=1 ${get('slot')})`)})
        (br_if $found (i32.gt_u ${load(get('node'), NODE_BIT)} ${get('bit')}))
        (local.set $slot (call $native_tree_side ${get('node')} ${get('label')}))
        (br $levels)))
    (local.set $branch (call $native_tree_new ${get('frame')} ${get('size')} ${get('bit')}))
    ${store(get('branch'), NODE_LEFT, offsetOf(get('node')))}
    ${store(get('branch'), NODE_RIGHT, offsetOf(get('node')))}
    (i32.store align=1 (call $native_tree_side ${get('branch')} ${get('label')}) ${offsetOf(get('leaf'))})
    (i32.store align=1 ${get('slot')} ${offsetOf(get('branch'))})
    ${get('leaf')})

  ;; Takes the leaf with a label out; it must be there.
  (func $native_tree_delete (param $frame i32) (param $slot i32) (param $label i32)
    (local $node i32) (local $branch i32) (local $above i32)
    (loop $levels
      (local.set $node ${at(get('frame'), `(i32.load align=1 ${get('slot')})`)})
      (if (i32.ge_s ${load(get('node'), NODE_BIT)} (i32.const 0))
        (then
          ${store(get('node'), NODE_IS_HASHED, '(i32.const 0)')}
          (local.set $above ${get('slot')})
          (local.set $branch ${get('node')})
          (local.set $slot (call $native_tree_side ${get('node')} ${get('label')}))
          (br $levels))))
    (if (i32.eqz (call $native_tree_equal ${at(get('node'), NODE_LABEL)} ${get('label')}))
      (then (unreachable)))
    (if ${get('branch')}
      (then
        ;; The other side takes the branch's place: both sides less the one that goes.
        (i32.store align=1 ${get('above')}
          (i32.xor
            (i32.xor ${load(get('branch'), NODE_LEFT)} ${load(get('branch'), NODE_RIGHT)})
            ${offsetOf(get('node'))}))
        (call $native_tree_free ${get('frame')} ${get('branch')}))
      (else (i32.store align=1 ${get('slot')} (i32.const 0))))
    (call $native_tree_free ${get('frame')} ${get('node')}))

  ;; Address of a node's hash, which is computed again when it is old.
  (func $native_tree_hash_of (param $frame i32) (param $node i32) (result i32)
    (local $message i32)
    (if ${load(get('node'), NODE_IS_HASHED)} (then (return ${at(get('node'), NODE_HASH)})))
    (if (i32.lt_s ${load(get('node'), NODE_BIT)} (i32.const 0))
      (then
        (local.set $message
          (if (result i32) ${load(get('node'), NODE_LEFT)}
            (then
              (call $native_tree_hash_of ${get('frame')} ${at(get('frame'), load(get('node'), NODE_LEFT))}))
            (else ${at(get('frame'), LEAF_HASH)})))
        ${copy32(at(get('frame'), LABELED + LABELED_DOMAIN_BYTES + 32), get('message'))}
        ${copy32(at(get('frame'), LABELED + LABELED_DOMAIN_BYTES), at(get('node'), NODE_LABEL))}
        (call $${SHA256_FUNCTION}
          ${at(get('frame'), LABELED)}
          (i32.const ${LABELED_DOMAIN_BYTES + 64})
          ${at(get('node'), NODE_HASH)}))
      (else
        (local.set $message
          (call $native_tree_hash_of ${get('frame')} ${at(get('frame'), load(get('node'), NODE_LEFT))}))
        (drop
          (call $native_tree_hash_of ${get('frame')} ${at(get('frame'), load(get('node'), NODE_RIGHT))}))
        ${copy32(at(get('frame'), FORK + FORK_DOMAIN_BYTES), get('message'))}
        ${copy32(
          at(get('frame'), FORK + FORK_DOMAIN_BYTES + 32),
          at(at(get('frame'), load(get('node'), NODE_RIGHT)), NODE_HASH),
        )}
        (call $${SHA256_FUNCTION}
          ${at(get('frame'), FORK)}
          (i32.const ${FORK_DOMAIN_BYTES + 64})
          ${at(get('node'), NODE_HASH)})))
    ${store(get('node'), NODE_IS_HASHED, '(i32.const 1)')}
    ${at(get('node'), NODE_HASH)})

  ;; Writes a tree's CBOR with only the path to a label shown, and below that the path to the message's.
  (func $native_tree_write (param $frame i32) (param $node i32) (param $label i32) (param $to i32) (result i32)
    (local $is_right i32)
    (if (i32.lt_s ${load(get('node'), NODE_BIT)} (i32.const 0))
      (then
        (i32.store align=1 ${get('to')} (i32.const ${LABELED_32_CBOR}))
        ${copy32(at(get('to'), 4), get('label'))}
        (local.set $to ${at(get('to'), 36)})
        (if ${load(get('node'), NODE_LEFT)}
          (then
            (return
              (call $native_tree_write
                ${get('frame')}
                ${at(get('frame'), load(get('node'), NODE_LEFT))}
                ${at(get('frame'), MESSAGE)}
                ${get('to')}))))
        (i32.store align=1 ${get('to')} (i32.const ${EMPTY_LEAF_CBOR}))
        (return ${at(get('to'), 3)})))
    (i32.store16 align=1 ${get('to')} (i32.const ${FORK_CBOR}))
    (local.set $to ${at(get('to'), 2)})
    (local.set $is_right (call $native_tree_bit ${get('label')} ${load(get('node'), NODE_BIT)}))
    (if ${get('is_right')}
      (then
        (local.set $to
          (call $native_tree_prune ${get('frame')} ${at(get('frame'), load(get('node'), NODE_LEFT))} ${get('to')}))))
    (local.set $to
      (call $native_tree_write
        ${get('frame')}
        ${at(get('frame'), `(i32.load align=1 (call $native_tree_side ${get('node')} ${get('label')}))`)}
        ${get('label')}
        ${get('to')}))
    (if (i32.eqz ${get('is_right')})
      (then
        (local.set $to
          (call $native_tree_prune ${get('frame')} ${at(get('frame'), load(get('node'), NODE_RIGHT))} ${get('to')}))))
    ${get('to')})

  (func $native_tree_prune (param $frame i32) (param $node i32) (param $to i32) (result i32)
    (i32.store align=1 ${get('to')} (i32.const ${PRUNED_CBOR | 0}))
    ${copy32(at(get('to'), 4), `(call $native_tree_hash_of ${get('frame')} ${get('node')})`)}
    ${at(get('to'), 36)})

  (func $${TREE_ADD_FUNCTION} (param $frame i32) (param $size i32)
    (local $seed i32) (local $message i32)
    (if (i32.lt_u ${get('size')} (i32.const ${NODES})) (then (unreachable)))
    (local.set $seed
      (call $native_tree_insert
        ${get('frame')} ${get('size')} ${at(get('frame'), ROOT)} ${at(get('frame'), SEED)}))
    (local.set $message
      (call $native_tree_insert
        ${get('frame')} ${get('size')} ${at(get('seed'), NODE_LEFT)} ${at(get('frame'), MESSAGE)}))
    ${store(get('message'), NODE_RIGHT, offsetOf(get('seed')))}
    ${store(get('frame'), ANSWER, offsetOf(get('message')))})

  (func $${TREE_REMOVE_FUNCTION} (param $frame i32) (param $size i32)
    (local $seed i32) (local $message i32)
    (local.set $message ${load(get('frame'), ANSWER)})
    (if (i32.lt_u ${get('message')} (i32.const ${NODES})) (then (unreachable)))
    (if (i32.ge_u ${get('message')} ${load(get('frame'), USED)}) (then (unreachable)))
    (if (i32.gt_u ${load(get('frame'), USED)} ${get('size')}) (then (unreachable)))
    (local.set $message ${at(get('frame'), get('message'))})
    (local.set $seed ${at(get('frame'), load(get('message'), NODE_RIGHT))})
    (drop
      (call $native_tree_nearest
        ${get('frame')} ${at(get('frame'), ROOT)} ${at(get('seed'), NODE_LABEL)} (i32.const 1)))
    (call $native_tree_delete ${get('frame')} ${at(get('seed'), NODE_LEFT)} ${at(get('message'), NODE_LABEL)})
    (if (i32.eqz ${load(get('seed'), NODE_LEFT)})
      (then (call $native_tree_delete ${get('frame')} ${at(get('frame'), ROOT)} ${at(get('seed'), NODE_LABEL)}))))

  (func $${TREE_HASH_FUNCTION} (param $frame i32) (param $size i32)
    (if (i32.lt_u ${get('size')} (i32.const ${NODES})) (then (unreachable)))
    (if ${load(get('frame'), ROOT)}
      (then
        (drop (call $native_tree_hash_of ${get('frame')} ${at(get('frame'), load(get('frame'), ROOT))})))))

  (func $${TREE_WITNESS_FUNCTION} (param $frame i32) (param $size i32)
    (local $seed i32) (local $start i32)
    (if (i32.lt_u ${get('size')} (i32.const ${NODES + WITNESS_ROOM})) (then (unreachable)))
    (if (i32.gt_u ${load(get('frame'), USED)} (i32.sub ${get('size')} (i32.const ${WITNESS_ROOM})))
      (then (unreachable)))
    ${store(get('frame'), ANSWER, '(i32.const 0)')}
    (local.set $seed
      (call $native_tree_find ${get('frame')} ${at(get('frame'), ROOT)} ${at(get('frame'), SEED)}))
    (if (i32.eqz ${get('seed')}) (then (return)))
    (if (i32.eqz
          (call $native_tree_find
            ${get('frame')} ${at(get('seed'), NODE_LEFT)} ${at(get('frame'), MESSAGE)}))
      (then (return)))
    (local.set $start ${at(get('frame'), load(get('frame'), USED))})
    ${store(
      get('frame'),
      ANSWER,
      `(i32.sub
        (call $native_tree_write
          ${get('frame')}
          ${at(get('frame'), load(get('frame'), ROOT))}
          ${at(get('frame'), SEED)}
          ${get('start')})
        ${get('start')})`,
    )})`;
