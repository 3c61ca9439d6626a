import { useState } from 'preact/hooks';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import type { Key } from '../../api/types.ts';
import { useAction } from '../../hooks/action.ts';
import { useSession } from '../../hooks/session.ts';
import { Confirm, Dialog } from '../../parts/dialog.tsx';
import { Check, Select, submitting, Text } from '../../parts/form.tsx';
import { Section, Time } from '../../parts/small.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { useWords } from '../../words/index.ts';
import { day, minute } from '../time.ts';

type Asking = { readonly to: 'rotate' | 'revoke'; readonly key: Key };

interface KeysProps {
  readonly keys: readonly Key[];
  readonly changed: () => Promise<void>;
}

function stateOf({ revokedAt, expiresAt }: Key): 'active' | 'ended' | 'revoked' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'ended' : 'active';
}

export function Keys({ keys, changed }: KeysProps) {
  const { words, format } = useWords();
  const texts = words.access;
  const [asking, setAsking] = useState<Asking>();
  const [shown, setShown] = useState<string>();
  return (
    <Section title={texts.keys} hint={texts.keysHint}>
      {keys.length === 0 ? (
        <Empty title={texts.noKeys}>{texts.noKeysHint}</Empty>
      ) : (
        <Table
          caption={texts.keys}
          columns={[
            { head: texts.keyName, name: true, cell: ({ name }) => name },
            { head: texts.kind, wide: true, cell: ({ kind }) => texts.kinds[kind] },
            {
              head: texts.scopes,
              wide: true,
              cell: ({ scopes }) => <span class="soft">{format.list(scopes)}</span>,
            },
            {
              head: texts.used,
              wide: true,
              cell: ({ lastUsedAt }) => (lastUsedAt === null ? texts.never : <Time at={lastUsedAt} />),
            },
            {
              head: texts.state,
              cell: (key) => (
                <span class={`badge ${stateOf(key) === 'active' ? 'policy' : 'off'}`}>
                  {texts[stateOf(key)]}
                </span>
              ),
            },
            {
              head: texts.revoke,
              kind: 'actions',
              cell: (key) =>
                stateOf(key) === 'active' && (
                  <span class="buttons">
                    <button
                      type="button"
                      class="button small"
                      aria-label={texts.rotateOf(key.name)}
                      onClick={() => setAsking({ to: 'rotate', key })}
                    >
                      {texts.rotate}
                    </button>
                    <button
                      type="button"
                      class="button small danger"
                      aria-label={texts.revokeOf(key.name)}
                      onClick={() => setAsking({ to: 'revoke', key })}
                    >
                      {texts.revoke}
                    </button>
                  </span>
                ),
            },
          ]}
          rows={keys}
          keyOf={({ id }) => id}
        />
      )}
      <NewKeyForm
        made={async (key) => {
          setShown(key);
          await changed();
        }}
      />
      {asking?.to === 'rotate' && (
        <Confirm
          title={texts.rotateTitle(asking.key.name)}
          hint={texts.rotateHint}
          action={texts.rotate}
          close={() => setAsking(undefined)}
          work={async () => {
            const { rotateKey } = await ask(documents.rotateKey, {
              id: asking.key.id,
              overlap: day / minute,
            });
            setShown(rotateKey.key);
            await changed();
          }}
        />
      )}
      {asking?.to === 'revoke' && (
        <Confirm
          title={texts.revokeTitle(asking.key.name)}
          hint={texts.revokeHint}
          action={texts.revoke}
          danger
          close={() => setAsking(undefined)}
          work={async () => {
            await ask(documents.revokeKey, { id: asking.key.id });
            await changed();
          }}
        />
      )}
      {shown !== undefined && asking === undefined && (
        <Shown text={shown} close={() => setShown(undefined)} />
      )}
    </Section>
  );
}

function NewKeyForm({ made }: { readonly made: (key: string) => Promise<void> }) {
  const { words } = useWords();
  const { scopes } = useSession();
  const texts = words.access;
  const action = useAction();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Key['kind']>('secret');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const create = () =>
    action.run(async () => {
      const given = kind === 'public' ? [] : scopes.filter((scope) => chosen.has(scope));
      const { createKey } = await ask(documents.createKey, { name: name.trim(), kind, scopes: given });
      setName('');
      setChosen(new Set());
      await made(createKey.key);
    });
  const toggle = (scope: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(scope);
    else next.delete(scope);
    setChosen(next);
  };
  return (
    <details class="box">
      <summary>{texts.newKey}</summary>
      <form onSubmit={submitting(() => void create())}>
        <div class="filter">
          <Text label={texts.keyName} hint={texts.keyNameHint} value={name} set={setName} required />
          <Select
            label={texts.kind}
            value={kind}
            set={setKind}
            options={(['secret', 'public'] as const).map((value) => ({ value, text: texts.kinds[value] }))}
          />
        </div>
        {kind === 'secret' && (
          <fieldset class="checks">
            <legend>{texts.scopes}</legend>
            {scopes.map((scope) => (
              <Check key={scope} label={scope} checked={chosen.has(scope)} set={(on) => toggle(scope, on)} />
            ))}
          </fieldset>
        )}
        {action.error !== undefined && <Failure error={action.error} />}
        <button type="submit" class="button primary" disabled={action.busy}>
          {texts.create}
        </button>
      </form>
    </details>
  );
}

/** A key, this once. */
function Shown({ text, close }: { readonly text: string; readonly close: () => void }) {
  const { words } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <Dialog title={words.access.newKey} close={close}>
      <p>{words.access.shownOnce}</p>
      <p class="secret">
        <code>{text}</code>
      </p>
      <div class="buttons">
        <button
          type="button"
          class="button"
          onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}
        >
          {words.copy}
        </button>
        <button type="button" class="button primary" onClick={close}>
          {words.close}
        </button>
        <span role="status">{copied ? words.copied : ''}</span>
      </div>
    </Dialog>
  );
}
