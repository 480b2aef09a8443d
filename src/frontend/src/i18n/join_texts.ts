interface Part {
  readonly notice: object;
}

/** Two parts of a catalogue as one; both have notices. Where both have a text, the first part's counts. */
export function joinTexts<First extends Part, More extends Part>(first: First, more: More): First & More {
  return { ...more, ...first, notice: { ...more.notice, ...first.notice } };
}
