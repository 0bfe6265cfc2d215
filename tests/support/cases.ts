/** How many cases generators make: `TEST_CASES=all` is for `.ci/run`, a tenth is what one waits for at one's desk. */

const SHARE = process.env.TEST_CASES === 'all' ? 1 : 0.1;

/** Of so many cases, or of the length of one, as many as this run makes. */
export function countCases(all: number): number {
  return Math.ceil(all * SHARE);
}
