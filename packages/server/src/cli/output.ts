import { bodyOf, isOurs } from '../http/errors.ts';

/** What a command prints to. */
export interface Output {
  readonly json: boolean;
  out(text: string): void;
  err(text: string): void;
}

export function terminal(json: boolean): Output {
  return {
    json,
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** The result of a command: one JSON object for machines, the text for people. */
export function print({ json, out }: Output, value: unknown, text: string): void {
  out(json ? JSON.stringify(value) : text);
}

/**
 * An error as one line with its fix; anything unforeseen with its stack, since nobody else will see it.
 *
 * @returns the exit code: 2 for what the user gave, 1 for what went wrong
 */
export function printError({ json, out, err }: Output, error: unknown): number {
  const body = bodyOf(error);
  if (json) out(JSON.stringify({ error: isOurs(error) ? body : { ...body, message: String(error) } }));
  else if (isOurs(error))
    err(`armoire: ${ended(body.message)}${body.fix === undefined ? '' : ` ${body.fix}`}`);
  else err(`armoire: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const usage = ['INVALID_CONFIG', 'INVALID_INPUT', 'UNKNOWN_SHOP', 'NOT_FOUND'];
  return usage.includes(body.code) && isOurs(error) ? 2 : 1;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
