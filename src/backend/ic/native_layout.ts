/**
 * How JavaScript calls the native functions that the build adds to the canister's wasm.
 *
 * Azle passes the array given to `certifiedDataSet` to the system call `certified_data_set` by its address in
 * memory. The system takes at most 32 bytes, so the build gives longer arrays another meaning: they are frames, a
 * native function reads its request from the frame and writes its answer into it. No message reaches the system,
 * which makes this work in queries too. Strings pass through two more system calls that Azle exposes: `debugPrint`
 * takes one and `msgMethodName` answers one, and right after the frame that asks for it each means that instead.
 *
 * A frame starts with three 32-bit little-endian words; what follows depends on the operation. Native code checks
 * every length against the frame's and stops the message when it does not fit.
 */

/** Longest array that still means the system call, in bytes. */
export const LONGEST_CERTIFIED_DATA = 32;

/** First word of a frame. */
export const OPERATION = {
  /** SHA-256 of the message in the frame. Second word: the message's length. */
  SHA256: 1,
  /** SHA-224 in the same way; the last four bytes of the digest's place mean nothing. */
  SHA224: 3,
  /** Overwrites the frame's start with embedded bytes. Second word: their offset, third: their length. */
  EMBEDDED_BYTES: 2,
  /**
   * Catches the text of the next `debugPrint`: its UTF-8 is written into the frame from the place that the third word
   * says, its length into the second word, which stays {@link TEXT_FRAME}.TOO_LONG when there is no room.
   */
  CATCH_TEXT: 4,
  /**
   * Makes bytes of the frame the answer of the next `msgMethodName` if they are ASCII, which the third word then says
   * with a 1. Second word: how many bytes, third word: where they begin.
   */
  ASCII_TEXT: 5,
  /**
   * Writes the base64 of the bytes in the frame behind them. Second word: how many bytes, from
   * {@link TEXT_FRAME}.BYTES; there must be room for the text, four characters for every three bytes.
   */
  BASE64: 6,
  /**
   * Passes over length-prefixed texts, as Candid has them. Second word: where they begin, third word: how many;
   * afterwards the number of bytes that they take, or {@link TEXT_FRAME}.TOO_LONG when they do not end inside of the
   * frame or are not all ASCII.
   */
  SKIP_TEXTS: 7,
  /**
   * Writes the pages of 64 KiB that the heap has into the second word, and those of stable memory into the third. What
   * follows is filled with the sizes of the memories that stable memory is divided into, 8 bytes each.
   */
  MEMORY_PAGES: 8,
  /** Sets the global timer to the nanoseconds since 1970 in the second and third word, low word first; 0 clears it. */
  SET_TIMER: 9,
  /**
   * Hashes messages, or writes texts that stand for them, one after the other. Second word: how many; what each is
   * stands in {@link DIGEST_STEPS_FRAME}.
   */
  DIGEST_STEPS: 10,
  /** The signature tree of a frame, see {@link SIGNATURE_TREE_FRAME}. Adds its message; answers the message's node. */
  TREE_ADD: 11,
  /** Removes the node that the second word says. */
  TREE_REMOVE: 12,
  /** Brings the tree's hash up to date. */
  TREE_HASH: 13,
  /** Writes the witness of its message behind the nodes; answers its length, 0 when it is not there. */
  TREE_WITNESS: 14,
  /**
   * Compares the text of the next `debugPrint`, a character for each byte, with the bytes from the place that the third
   * word says: the second word is 1 when they are the same.
   */
  MATCH_BYTES: 15,
  /**
   * Write another form of the bytes in the frame, from {@link TEXT_FORM_FRAME}.BYTES, as many as the second word says,
   * behind them: base64url without padding, the bytes of such a text (the third word is 1 when it was one), hexadecimal
   * digits, and the text of a principal in front of which four bytes are for its checksum (the third word is its length).
   */
  BASE64URL: 16,
  FROM_BASE64URL: 17,
  HEX: 18,
  PRINCIPAL_TEXT: 19,
  /**
   * Compares two byte strings that follow each other from {@link TEXT_FORM_FRAME}.BYTES. Second word: the length of each;
   * the third becomes 1 when they are the same, 0 otherwise.
   */
  EQUAL: 21,
  /**
   * Asks what a signature by a threshold Ed25519 key costs. Second word: length of the key's name, which stands at
   * {@link SIGNATURE_COST_FRAME}.NAME; the third word becomes 0 when the key is known.
   */
  SIGNATURE_COST: 20,
} as const;

/** Index of the callback that runs when the global timer goes off, among those of methods, which count from 0. */
export const TIMER_CALLBACK = -2;

/** Where the frame that asks for the cost of a signature holds its parts, in bytes. */
export const SIGNATURE_COST_FRAME = {
  NAME: 12,
  /** Longest name. */
  NAME_ROOM: 64,
  /** Cycles, 16 bytes, little-endian. */
  CYCLES: 76,
  END: 92,
} as const;

/** Where the frame of a text operation holds its parts, in bytes. */
export const TEXT_FRAME = {
  BYTES: 12,
  /** Length that stands for a text without room. */
  TOO_LONG: 0xffffffff,
} as const;

/** Where the frame of another form of bytes holds them. */
export const TEXT_FORM_FRAME = { BYTES: TEXT_FRAME.BYTES } as const;

/** Where a SHA-256 or SHA-224 frame holds its parts, in bytes. */
export const SHA256_FRAME = {
  /** The digest is written here, 32 bytes. */
  DIGEST: 12,
  /** A SHA-224 ends here. */
  DIGEST_224_END: 40,
  /** The message starts here. */
  MESSAGE: 44,
  /** Room that must follow the message, for the padding: 0x80, zeros and the length fill up to two blocks. */
  PADDING: 72,
} as const;

/**
 * A frame of messages to be hashed: {@link STEP_BYTES} bytes for each step from {@link STEPS}, four words: where the
 * message begins, its length, where its digest or text is written, which may be inside of a later message, and one of
 * {@link DIGEST_STEP}. Behind each message that is hashed {@link PADDING} bytes are overwritten.
 */
export const DIGEST_STEPS_FRAME = {
  STEPS: 12,
  STEP_BYTES: 16,
  PADDING: SHA256_FRAME.PADDING,
  /** From where a text is written, twice the message's length and this many bytes lie in the frame. */
  TEXT_ROOM: 4,
} as const;

/** What is written for a message. A digest takes 32 bytes; behind a text nothing changes. */
export const DIGEST_STEP = {
  SHA256: 0,
  /** The principal of a DER public key: SHA-224 and the byte 2. The last three bytes mean nothing. */
  PRINCIPAL: 1,
  /** The message is the unsigned LEB128 of the 64-bit little-endian number that stands in its place. */
  SHA256_OF_LEB128: 2,
  /** Lower-case hexadecimal digits. */
  HEX: 3,
  /** base64url without padding. */
  BASE64URL: 4,
  /** The text of the principal behind the message's first four bytes, which its checksum is written into. */
  PRINCIPAL_TEXT: 5,
} as const;

/**
 * A frame that holds the tree of signed messages, `certified/signature_tree.ts`, in nodes of {@link NODE_BYTES} bytes.
 * Offsets in bytes; a node is told by its own.
 */
export const SIGNATURE_TREE_FRAME = {
  /** The operation's answer. */
  ANSWER: 4,
  /** Node at the top, 0 when the tree is empty. */
  ROOT: 8,
  /** First of the nodes that were given back, each with the next at its {@link NODE_LEFT}. */
  FREE: 12,
  /** Where bytes begin that were never a node. */
  USED: 16,
  /** Labels of the message that is added or looked for, 32 bytes each: hash of the seed, hash of the message. */
  SEED: 20,
  MESSAGE: 52,
  /** Hash of what every message leads to, 32 bytes. */
  LEAF_HASH: 84,
  /** Domain separator and two digests of a fork, and of a labeled tree, with room for the padding. */
  FORK: 116,
  FORK_DOMAIN_BYTES: 17,
  LABELED: 272,
  LABELED_DOMAIN_BYTES: 20,
  NODES: 432,
  NODE_BYTES: 80,
  /** A node's first word: the bit at which its sides differ, or -1 for a leaf. */
  NODE_BIT: 0,
  /** Of a branch the sides; of a seed's leaf the top of the tree of its messages; of a message's leaf 0, its seed's. */
  NODE_LEFT: 4,
  NODE_RIGHT: 8,
  /** 1 when the hash is that of what is there. */
  NODE_IS_HASHED: 12,
  NODE_HASH: 16,
  NODE_LABEL: 48,
  /** Free bytes behind the nodes that any witness fits into: 256 forks and a label, twice. */
  WITNESS_ROOM: 20_000,
} as const;
