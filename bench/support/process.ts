import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts CPU time in, on every machine that Node runs on. */
const ticksPerSecond = 100;

/** A line of `/proc/PID/stat` behind the name of the command, whose fields proc(5) numbers from 3. */
interface Stat {
  readonly parent: number;
  /** User and system time in seconds. */
  readonly own: number;
  /** The same of children that have ended. */
  readonly ended: number;
}

/** CPU seconds of a process, user and system; undefined where `/proc` does not tell them, or the process has gone. */
export function processCpu(pid: number): number | undefined {
  return stat(pid)?.own;
}

/** CPU seconds of a process and its children, those that have ended included. */
export function familyCpu(pid: number): number | undefined {
  const first = stat(pid);
  if (first === undefined) return undefined;
  let sum = first.own + first.ended;
  for (const name of readdirSync('/proc')) {
    const other = /^\d+$/.test(name) ? stat(Number(name)) : undefined;
    if (other?.parent === pid) sum += other.own;
  }
  return sum;
}

/** MiB of memory that a process had at most so far; NaN where `/proc` does not tell it. */
export function peakMemory(pid: number): number {
  try {
    const most = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(most) / 1024;
  } catch {
    return Number.NaN;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function stat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (...numbers: number[]) =>
      numbers.reduce((sum, number) => sum + Number(fields[number - 3]), 0) / ticksPerSecond;
    return { parent: Number(fields[1]), own: seconds(14, 15), ended: seconds(16, 17) };
  } catch {
    return undefined;
  }
}
