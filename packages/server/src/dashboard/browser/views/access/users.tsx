import { useState } from 'preact/hooks';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import type { User } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import { useSession } from '../../hooks/session.ts';
import { Confirm, Dialog } from '../../parts/dialog.tsx';
import { Select, submitting, Text } from '../../parts/form.tsx';
import { Section, Time } from '../../parts/small.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';

const roles = ['viewer', 'editor', 'owner'] as const;

interface UsersProps {
  readonly users: readonly User[];
  readonly changed: () => Promise<void>;
}

type Asking = { readonly to: 'password' | 'remove'; readonly email: string };

export function Users({ users, changed }: UsersProps) {
  const { words } = useWords();
  const { actor } = useSession();
  const texts = words.access;
  const action = useAction();
  const [asking, setAsking] = useState<Asking>();
  const [said, setSaid] = useState('');
  const done = async () => {
    await changed();
    setSaid(texts.saved);
  };
  const change = (email: string, role: string) =>
    action.run(async () => {
      await ask(documents.setRole, { email, role });
      await done();
    });
  return (
    <Section title={texts.users}>
      <p role="status" class={said === '' ? 'said' : 'note good'}>
        {said}
      </p>
      {action.error !== undefined && <Failure error={action.error} />}
      {users.length === 0 ? (
        <Empty title={texts.noUsers} />
      ) : (
        <Table
          caption={texts.users}
          columns={[
            {
              head: words.login.email,
              name: true,
              cell: ({ email }) => (
                <>
                  {email} {email === actor && <span class="soft">({texts.you})</span>}
                </>
              ),
            },
            {
              head: texts.role,
              cell: ({ email, role }) =>
                email === actor ? (
                  (words.roles[role] ?? role)
                ) : (
                  <select
                    aria-label={texts.roleOf(email)}
                    value={role}
                    disabled={action.busy}
                    onChange={(event) => void change(email, event.currentTarget.value)}
                  >
                    {roles.map((each) => (
                      <option key={each} value={each} selected={each === role}>
                        {words.roles[each]}
                      </option>
                    ))}
                  </select>
                ),
            },
            { head: texts.created, wide: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
            {
              head: words.remove,
              kind: 'actions',
              cell: ({ email }) => (
                <span class="buttons">
                  <button
                    type="button"
                    class="button small"
                    aria-label={texts.setPasswordOf(email)}
                    onClick={() => setAsking({ to: 'password', email })}
                  >
                    {texts.setPassword}
                  </button>
                  {email !== actor && (
                    <button
                      type="button"
                      class="button small danger"
                      aria-label={texts.removeOf(email)}
                      onClick={() => setAsking({ to: 'remove', email })}
                    >
                      {words.remove}
                    </button>
                  )}
                </span>
              ),
            },
          ]}
          rows={users}
          keyOf={({ email }) => email}
        />
      )}
      <NewUser added={done} />
      {asking?.to === 'remove' && (
        <Confirm
          title={texts.removeTitle(asking.email)}
          hint={texts.removeHint}
          action={words.remove}
          danger
          close={() => setAsking(undefined)}
          work={async () => {
            await ask(documents.removeUser, { email: asking.email });
            await done();
          }}
        />
      )}
      {asking?.to === 'password' && (
        <NewPassword email={asking.email} done={done} close={() => setAsking(undefined)} />
      )}
    </Section>
  );
}

interface NewPasswordProps {
  readonly email: string;
  readonly done: () => Promise<void>;
  readonly close: () => void;
}

function NewPassword({ email, done, close }: NewPasswordProps) {
  const { words } = useWords();
  const texts = words.access;
  const action = useAction();
  const [password, setPassword] = useState('');
  const save = async () => {
    const saved = await action.run(async () => {
      await ask(documents.setPassword, { email, password });
      await done();
    });
    if (saved) close();
  };
  return (
    <Dialog title={texts.setPasswordOf(email)} close={close}>
      <p>{texts.setPasswordHint}</p>
      <form onSubmit={submitting(() => void save())}>
        <Text
          label={words.login.password}
          hint={texts.passwordHint}
          type="password"
          autocomplete="new-password"
          minLength={12}
          value={password}
          set={setPassword}
          required
        />
        {action.error !== undefined && <Failure error={action.error} />}
        <div class="buttons">
          <button type="button" class="button" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class="button primary" disabled={action.busy}>
            {words.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function NewUser({ added }: { readonly added: () => Promise<void> }) {
  const { words } = useWords();
  const texts = words.access;
  const action = useAction();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('viewer');
  const add = () =>
    action.run(async () => {
      await ask(documents.addUser, { email: email.trim(), role, password });
      setEmail('');
      setPassword('');
      await added();
    });
  return (
    <details class="box">
      <summary>{texts.newUser}</summary>
      <form onSubmit={submitting(() => void add())}>
        <div class="filter">
          <Text label={words.login.email} value={email} set={setEmail} autocomplete="off" required />
          <Select
            label={texts.role}
            value={role}
            set={setRole}
            options={roles.map((value) => ({ value, text: words.roles[value] ?? value }))}
          />
          <Text
            label={words.login.password}
            hint={texts.passwordHint}
            type="password"
            autocomplete="new-password"
            minLength={12}
            value={password}
            set={setPassword}
            required
          />
        </div>
        {action.error !== undefined && <Failure error={action.error} />}
        <button type="submit" class="button primary" disabled={action.busy}>
          {texts.add}
        </button>
      </form>
    </details>
  );
}
