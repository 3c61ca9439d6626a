import { ArmoireError } from '@armoire/protocol';
import { isOwn } from '../http/origins.ts';

/** Where a browser says that a request comes from; clients that are none mostly say nothing. */
function placeOf(request: Request): 'here' | 'elsewhere' | 'unknown' {
  // No page can set this header; but browsers leave it out where there is no TLS.
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' ? 'here' : 'elsewhere';
  const origin = request.headers.get('origin');
  if (origin === null) return 'unknown';
  return isOwn(request, origin) ? 'here' : 'elsewhere';
}

/** For what a cookie alone allows. @throws ArmoireError FORBIDDEN unless a page of this origin asks */
export function requireSameOrigin(request: Request): void {
  if (placeOf(request) !== 'here') throw foreign();
}

/** For what brings its own proof. @throws ArmoireError FORBIDDEN when a page of another origin asks */
export function refuseOtherOrigins(request: Request): void {
  if (placeOf(request) === 'elsewhere') throw foreign();
}

function foreign(): ArmoireError {
  return new ArmoireError('FORBIDDEN', 'A login counts only for pages of the same origin', {
    fix: 'Ask from the dashboard itself; programs use a secret key: Authorization: Bearer KEY.',
  });
}
