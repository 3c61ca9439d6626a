import { ArmoireError } from '@armoire/protocol';
import type { Format } from '../format.ts';
import { json } from './json.ts';
import { onlineRetail } from './online-retail.ts';
import { shopifyCsv } from './shopify-csv.ts';
import { woocommerceCsv } from './woocommerce-csv.ts';

/** All formats that can be imported. */
const formats: readonly Format[] = [json, onlineRetail, shopifyCsv, woocommerceCsv];

/** @throws ArmoireError INVALID_INPUT for a name that no format has */
export function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  throw new ArmoireError('INVALID_INPUT', `"${name}" is no format that can be imported`, {
    fix: `Use one of ${formats.map((candidate) => candidate.name).join(', ')}.`,
  });
}
