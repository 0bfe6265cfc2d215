/** The `gazette` command as a script has it: arguments and environment in, exit code and both outputs back. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { vi } from 'vitest';
import { main } from '../../bin/gazette/main.mjs';

const PROGRAM = join(import.meta.dirname, '../../bin/gazette.mjs');

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where the command runs, and what of the environment it has. */
export interface CommandPlace {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

type Written = string | Uint8Array;
type WhenWritten = (error?: Error | null) => void;

/**
 * Runs it in this process, one at a time: a program takes longer to start than such a command to run.
 * `runProgram` is for what a process of its own is needed for.
 */
export async function runCommand(
  args: readonly string[],
  { folder, env }: CommandPlace,
): Promise<CommandRun> {
  const before = process.cwd();
  const written: Readonly<Record<'stdout' | 'stderr', Uint8Array[]>> = { stdout: [], stderr: [] };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation(((text: Written, done?: WhenWritten) => {
      written[name].push(Buffer.from(text as string));
      done?.();
      return true;
    }) as typeof process.stdout.write),
  );
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  process.chdir(folder);
  try {
    const code = await main(args);
    return { code, out: String(Buffer.concat(written.stdout)), err: String(Buffer.concat(written.stderr)) };
  } finally {
    process.chdir(before);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs it as people do. */
export function runProgram(
  args: readonly string[],
  { folder, env }: CommandPlace,
  program = PROGRAM,
): Promise<CommandRun> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH, ...env } };
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}
