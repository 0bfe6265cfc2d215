/**
 * How a function's time grows with its input: doubled and doubled again, never in seconds.
 *
 *     const SHAPES: [string, Shape][] = [
 *       ['one character over and over', repeat('一')],
 *       ['lists inside one another', nest('<ul><li>', 'x', '</li></ul>', 100)],
 *     ];
 *     test.each(SHAPES)('%s costs no more than its share', (_, shape) => {
 *       expect(measureGrowth(renderMarkdown, shape)).toBeLessThan(MAX_GROWTH);
 *     });
 */

/** Builds an input of about so many characters. */
export type Shape = (characters: number) => string;

/** What four times the input may cost: 4 where time is linear, 16 where it is the square. */
export const MAX_GROWTH = 9;

/** The smallest input that is measured, and the largest that is built, in characters. */
const MIN_CHARACTERS = 4_000;
const MAX_CHARACTERS = 400_000;
/** Just below what pages and contents may nest, so that the largest input is within the limit. */
const MAX_DEPTH = 190;
/** A run that takes as long as this is no longer mostly what each call costs whatever its input. */
const MIN_RUN_MS = 4;
/** Runs are counted together up to this: CPU time is told in steps of up to 4 ms. */
const MIN_COUNTED_MS = 60;
/** One that was disturbed all along is measured anew. */
const ATTEMPTS = 5;

/** One unit over and over. */
export function repeat(unit: string): Shape {
  return (characters) => unit.repeat(Math.max(1, Math.round(characters / unit.length)));
}

/** One unit over and over between a beginning and an end. */
export function enclose(before: string, unit: string, after: string): Shape {
  return (characters) => before + repeat(unit)(characters) + after;
}

/** `depth` of the same inside one another around a core, and that over and over: what a limit on depth lets through. */
export function nest(open: string, core: string, close: string, depth: number): Shape {
  return repeat(open.repeat(depth) + core + close.repeat(depth));
}

/** A core that grows, inside elements whose number grows with it: text times depth shows as the square. */
export function deepen(open: string, core: string, close: string): Shape {
  return (characters) => {
    const depth = Math.round((characters / MAX_CHARACTERS) * MAX_DEPTH);
    return open.repeat(depth) + repeat(core)(characters) + close.repeat(depth);
  };
}

/** Units that differ, each made from its number. */
export function enumerate(make: (index: number) => string): Shape {
  return (characters) => {
    const units: string[] = [];
    for (let length = 0; length < characters; length += units.at(-1)?.length ?? 1)
      units.push(make(units.length));
    return units.join('');
  };
}

/**
 * How many times as long `run` takes for four times the input, at a size where that can be told: the first from
 * `smallest` on that takes some milliseconds. What shows only in large inputs, as with `deepen`, needs 100,000.
 */
export function measureGrowth(
  run: (input: string) => unknown,
  shape: Shape,
  smallest: number = MIN_CHARACTERS,
): number {
  let growth = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && growth >= MAX_GROWTH; attempt++)
    growth = Math.min(growth, measureOnce(run, shape, smallest));
  return growth;
}

function measureOnce(run: (input: string) => unknown, shape: Shape, smallest: number): number {
  let characters = smallest;
  let single = time(run, shape(characters));
  while (single < MIN_RUN_MS && characters * 8 <= MAX_CHARACTERS) {
    characters *= 2;
    single = time(run, shape(characters));
  }
  const double = time(run, shape(characters * 2));
  // The square shows at twice the size already: no need to wait for what four times would take.
  if (double < single * 2 ** 1.5) return (double / single) ** 2;
  return time(run, shape(characters * 4)) / single;
}

/** What one run costs this thread, in ms of CPU: what else the machine does meanwhile does not count. */
function time(run: (input: string) => unknown, input: string): number {
  const start = process.threadCpuUsage();
  for (let runs = 1; ; runs++) {
    run(input);
    const { user, system } = process.threadCpuUsage(start);
    const spentMs = (user + system) / 1000;
    if (spentMs >= MIN_COUNTED_MS) return spentMs / runs;
  }
}
