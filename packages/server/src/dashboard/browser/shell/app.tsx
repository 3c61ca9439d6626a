import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { logOut, readSession, type Session } from '../api/ask.ts';
import { type ApiError, asApiError } from '../api/errors.ts';
import { Liveness } from '../hooks/live.ts';
import { go, href } from '../hooks/route.ts';
import { SessionContext } from '../hooks/session.ts';
import { useStored } from '../hooks/stored.ts';
import { Failure } from '../parts/states.tsx';
import { languages, Speaking, speechOf, usualLanguage } from '../words/index.ts';
import { Frame } from './frame.tsx';
import { LoginView } from './login.tsx';
import { themes } from './settings.tsx';

type State = { readonly is: 'asking' | 'out' | 'ended' } | { readonly is: 'in'; readonly session: Session };

/** The whole dashboard: a login, and behind it the views. */
export function App() {
  const [language, setLanguage] = useStored('language', languages, usualLanguage());
  const [theme, setTheme] = useStored('theme', themes, 'auto');
  const [live, setLive] = useStored('live', ['on', 'off'], 'on');
  const [state, setState] = useState<State>({ is: 'asking' });
  const [error, setError] = useState<ApiError>();
  const speech = useMemo(() => speechOf(language), [language]);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  const begin = useCallback(async () => {
    setError(undefined);
    try {
      setState({ is: 'in', session: await readSession() });
    } catch (thrown) {
      const failed = asApiError(thrown);
      if (failed.code === 'UNAUTHENTICATED') setState({ is: 'out' });
      else setError(failed);
    }
  }, []);
  useEffect(() => void begin(), [begin]);

  const loggedOut = useCallback(
    () => setState((before) => (before.is === 'in' ? { is: 'ended' } : before)),
    [],
  );
  const liveness = useMemo(() => ({ live: live === 'on', loggedOut }), [live, loggedOut]);
  const leave = async () => {
    try {
      await logOut();
      go(href([]));
      setState({ is: 'out' });
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  };
  const settings = { language, setLanguage, theme, setTheme };

  return (
    <Speaking.Provider value={speech}>
      {error !== undefined && (
        <div class="bare">
          <Failure error={error} retry={() => void begin()} />
        </div>
      )}
      {state.is === 'in' && (
        <SessionContext.Provider value={state.session}>
          <Liveness.Provider value={liveness}>
            <Frame
              settings={settings}
              live={live === 'on'}
              setLive={(on) => setLive(on ? 'on' : 'off')}
              leave={() => void leave()}
            />
          </Liveness.Provider>
        </SessionContext.Provider>
      )}
      {(state.is === 'out' || state.is === 'ended') && (
        <LoginView
          ended={state.is === 'ended'}
          settings={settings}
          entered={(session) => setState({ is: 'in', session })}
        />
      )}
    </Speaking.Provider>
  );
}
