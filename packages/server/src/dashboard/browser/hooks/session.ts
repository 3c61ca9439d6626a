import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../api/ask.ts';

export const SessionContext = createContext<Session>({ shop: '', actor: '', scopes: [] });

export interface Who extends Session {
  /** Whether the role reaches so far. The server refuses anyway: this only hides what would be refused. */
  may(scope: string): boolean;
}

export function useSession(): Who {
  const session = useContext(SessionContext);
  return { ...session, may: (scope) => session.scopes.includes(scope) };
}
