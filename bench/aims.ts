/** What the benchmarks of notifications aim at: each figure beside its aim. */

/** A figure that is measured, and what it is to be at most. */
export interface AimedFigure {
  readonly name: string;
  /** NaN: it was not measured. */
  readonly measured: number;
  readonly aim: number;
}

/** The Markdown table of them; those that were not measured are left out. */
export function formatAims(figures: readonly AimedFigure[]): string {
  const lines = figures
    .filter(({ measured }) => !Number.isNaN(measured))
    .map(({ name, measured, aim }) => {
      const shown = measured < 100 ? measured.toFixed(2) : Math.round(measured).toLocaleString('en');
      return `| ${name} | ${shown} | ${aim.toLocaleString('en')} | ${measured <= aim ? 'met' : 'missed'} |`;
    });
  return ['| | measured | aim | |', '|---|---:|---:|---|', ...lines].join('\n');
}
