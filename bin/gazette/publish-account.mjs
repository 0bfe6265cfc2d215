// @ts-check
/** What became of the files that `publish` was given. */

/** @typedef {import('./send-article.mjs').Outcome} Outcome */

/** Counts what became of files, and keeps why others failed, and what they named that is not in the service. */
export function startAccount() {
  /** @type {Record<Outcome, number>} */
  const counts = { published: 0, changed: 0, unchanged: 0, scheduled: 0, 'kept as draft': 0 };
  /** @type {Map<string, number>} */
  const skipped = new Map();
  /** @type {string[]} */
  const failures = [];
  /** @type {Set<string>} */
  const leftOut = new Set();
  /** @type {Set<string>} */
  const led = new Set();
  /** @type {Set<string>} */
  const lost = new Set();
  return {
    failures,
    leftOut,
    /** Links to articles. */
    led,
    /** Links to nothing. */
    lost,
    /** @param {Outcome} outcome */
    count: (outcome) => {
      counts[outcome] += 1;
    },
    /** @param {string} what */
    skip: (what) => void skipped.set(what, (skipped.get(what) ?? 0) + 1),
    /** @param {string} text */
    fail: (text) => void failures.push(text),
    /** @param {string} text */
    leaveOut: (text) => void leftOut.add(text),
    /** @param {{ sent: number, found: number }} files */
    describe(files) {
      const { published, changed, unchanged, ...rarer } = counts;
      const told = Object.entries({ published, changed, unchanged }).map(
        ([what, count]) => `${count} ${what}`,
      );
      for (const [what, count] of Object.entries(rarer)) if (count > 0) told.push(`${count} ${what}`);
      for (const [what, count] of skipped) told.push(`${count} skipped (${what}${count === 1 ? '' : 's'})`);
      if (files.sent + files.found + leftOut.size > 0)
        told.push(`files: ${files.sent} uploaded, ${files.found} there already, ${leftOut.size} left out`);
      if (led.size + lost.size > 0) told.push(`links: ${led.size} to articles, ${lost.size} lead nowhere`);
      return [...told, `${failures.length} failed`].join(', ');
    },
  };
}
