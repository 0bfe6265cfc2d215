/** CPU time and memory of a process group, as Linux counts them in /proc. */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Linux reports times in clock ticks of 10 ms (`getconf CLK_TCK` is 100 on every platform we know). */
const MS_PER_TICK = 10;
const BYTES_PER_PAGE = 4096;

export interface ProcessUse {
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** Sums the processes of a group that run `program`, such as `workerd`; of those alone that `isMeant` by their id. */
export function readProcessUse(
  group: number,
  program: string,
  isMeant: (pid: string) => boolean = () => true,
): ProcessUse {
  let cpuMs = 0;
  let residentBytes = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readStat(pid);
    if (stat === null || stat.group !== group || !stat.program.startsWith(program) || !isMeant(pid)) continue;
    cpuMs += stat.ticks * MS_PER_TICK;
    residentBytes += stat.residentPages * BYTES_PER_PAGE;
  }
  return { cpuMs, residentBytes };
}

/** True for a process that has a file open in this folder; false where it has ended meanwhile. */
export function hasFileOpen(pid: string, folder: string): boolean {
  try {
    const open = readdirSync(`/proc/${pid}/fd`);
    return open.some((descriptor) => readlinkSync(`/proc/${pid}/fd/${descriptor}`).startsWith(folder));
  } catch {
    return false;
  }
}

/** Reads /proc/{pid}/stat (proc_pid_stat(5)); null where the process has ended meanwhile. */
function readStat(pid: string) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold anything: fields are counted after the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      program: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      group: Number(fields[2]),
      ticks: Number(fields[11]) + Number(fields[12]),
      residentPages: Number(fields[21]),
    };
  } catch {
    return null;
  }
}
