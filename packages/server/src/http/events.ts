import { ArmoireError, newShopper } from '@armoire/protocol';
import type { Client, Keyring } from '../access/index.ts';
import { readJson } from './body.ts';
import { json } from './errors.ts';
import type { Origins } from './origins.ts';
import { senderOf } from './sender.ts';
import { told } from './visit.ts';

const largestBeacon = 256 * 1024;
const mostEvents = 500;

/**
 * `POST /events`: `{"key": …, "events": […]}`, whatever the type of its content says (`sendBeacon` says text). The
 * answer, 202 with a receipt, comes when the good events are durable. `"shopper": "new"` beside them says what the
 * header of that name says to `/graphql`, which an event's request cannot send without a preflight.
 */
export async function takeEvents(
  request: Request,
  keys: Keyring,
  origins: Origins,
  client: Client,
): Promise<Response> {
  const body = await readJson(request, largestBeacon);
  const { key, events, shopper } = (body ?? {}) as { key?: unknown; events?: unknown; shopper?: unknown };
  const shop = keys.public(
    typeof key === 'string' ? key : (request.headers.get('x-armoire-key') ?? undefined),
  );
  origins.check(request, shop);
  if (!Array.isArray(events)) {
    throw new ArmoireError('INVALID_INPUT', 'The body has no list of events', {
      path: 'events',
      fix: 'Send {"key": "…", "events": […]}.',
    });
  }
  if (events.length > mostEvents) {
    throw new ArmoireError('INVALID_INPUT', `${events.length} events are more than ${mostEvents}`, {
      path: 'events',
      fix: 'Send them in several requests.',
    });
  }
  const visit = shop.visit(shopper === newShopper, await senderOf(request, client, shop));
  const { accepted, duplicates, rejected } = await shop.ingest(events, 'browser', visit);
  return told(json({ accepted, duplicates, rejected }, 202), visit);
}
