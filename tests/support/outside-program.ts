/** Programs of the system that judge what we write: a feed is only as good as what others read in it. */

import { spawnSync } from 'node:child_process';

/** What a program said; `status` is null where it could not be started. */
export interface ProgramAnswer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Large enough for the parsed form of the largest document. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs a program to its end with `input` on its standard input. */
export function runProgram(command: string, parameters: readonly string[], input = ''): ProgramAnswer {
  const { status, stdout, stderr } = spawnSync(command, parameters, {
    input,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** True where the program runs at all and ends well with these parameters. */
export function hasProgram(command: string, parameters: readonly string[]): boolean {
  return runProgram(command, parameters).status === 0;
}
