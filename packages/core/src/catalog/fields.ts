import { ArmoireError, type ErrorCode, money } from '@armoire/protocol';
import { z } from 'zod';

/** Fields that events and products share. */

/** Text as it can be kept: databases cut at NUL, and replace half characters. */
export function text(longest: number) {
  return z
    .string()
    .max(longest)
    .refine(isKept, { error: 'holds NUL or half a character (an unpaired surrogate)' });
}

/** Whether a text can be written and read back as it is. */
export function isKept(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

export const id = text(255).min(1);

/** Epoch milliseconds, or ISO 8601 with a zone. */
export const at = z.union(
  [
    z.number().int().min(0).max(8.64e15),
    z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .refine((instant) => instant >= 0),
  ],
  { error: 'must be epoch milliseconds, or ISO 8601 with a zone, since 1970' },
);

export const moneyValue = z
  .strictObject({ amount: z.number(), currency: z.string() })
  .transform((value, context) => {
    try {
      return money(value.amount, value.currency);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as ArmoireError).message });
      return z.NEVER;
    }
  });

/** Validates, and turns the first issue into an error that says where and what. */
export function readAs<T>(schema: z.ZodType, input: unknown, code: ErrorCode): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data as T;
  const issue = result.error.issues[0];
  const path = (issue?.path ?? []).reduce<string>(
    (before, key) =>
      typeof key === 'number' ? `${before}[${key}]` : `${before}${before === '' ? '' : '.'}${String(key)}`,
    '',
  );
  const message = issue?.message ?? 'not readable';
  throw new ArmoireError(code, path === '' ? message : `${path}: ${message}`, {
    ...(path === '' ? {} : { path }),
    fix: 'Correct the named field; the shapes are documented in @armoire/protocol.',
  });
}
