/** The latest time that a network may have, in nanoseconds since 1970: 64 bits have room for deadlines reckoned from it. */
export const LATEST_TIME = 2n ** 63n - 1n;
