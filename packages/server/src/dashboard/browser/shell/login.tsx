import { useState } from 'preact/hooks';
import { logIn, type Session } from '../api/ask.ts';
import { demoLogin } from '../api/base.ts';
import { useAction } from '../hooks/action.ts';
import { submitting, Text } from '../parts/form.tsx';
import { Failure } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { Mark } from './mark.tsx';
import { type Settings, SettingsBar } from './settings.tsx';

interface LoginProps {
  readonly ended: boolean;
  readonly settings: Settings;
  readonly entered: (session: Session) => void;
}

export function LoginView({ ended, settings, entered }: LoginProps) {
  const { words } = useWords();
  const action = useAction();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [shop, setShop] = useState('');
  const [several, setSeveral] = useState(false);
  const demo = demoLogin();
  if (action.error?.path === 'shop' && !several) setSeveral(true);
  const enter = () =>
    action.run(async () => entered(await logIn({ email, password, ...(shop === '' ? {} : { shop }) })));
  return (
    <main class="login">
      <p class="brand">
        <Mark /> Armoire
      </p>
      <Title text={words.login.title} />
      {ended && (
        <p class="note" role="status">
          {words.login.ended}
        </p>
      )}
      {demo !== undefined && (
        <div class="note">
          <p>{words.login.demo}</p>
          <p class="demo-login">
            <code>{demo.email}</code> <code>{demo.password}</code>
          </p>
          <button
            type="button"
            class="button small"
            onClick={() => {
              setEmail(demo.email);
              setPassword(demo.password);
            }}
          >
            {words.login.useDemo}
          </button>
        </div>
      )}
      <form onSubmit={submitting(() => void enter())}>
        {several && <Text label={words.login.shop} value={shop} set={setShop} required />}
        <Text label={words.login.email} value={email} set={setEmail} autocomplete="username" required />
        <Text
          label={words.login.password}
          type="password"
          value={password}
          set={setPassword}
          autocomplete="current-password"
          required
        />
        {action.error !== undefined && <Failure error={action.error} />}
        <button type="submit" class="button primary" disabled={action.busy}>
          {words.login.enter}
        </button>
      </form>
      {demo === undefined && <p class="hint">{words.login.noUser}</p>}
      <SettingsBar {...settings} />
    </main>
  );
}
