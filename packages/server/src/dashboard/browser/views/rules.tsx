import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import * as documents from '../api/documents.ts';
import { type Rule, rulesOf } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { useSession } from '../hooks/session.ts';
import { Confirm } from '../parts/dialog.tsx';
import { Section } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { amountOf, whatOf, whenOf } from './rules/describe.ts';
import { RuleForm } from './rules/form.tsx';
import { History } from './rules/history.tsx';
import { Preview } from './rules/preview.tsx';

/** What the merchant wants of shelves: edited, tried out, saved with a reason. */
export function RulesView() {
  const { words, format } = useWords();
  const texts = words.rules;
  const live = useLive(documents.rules, {});
  const [said, setSaid] = useState('');
  const saved = async (version: number) => {
    await live.refresh();
    setSaid(texts.saved(format.number(version)));
  };
  return (
    <>
      <Title text={words.nav.rules} />
      <p class="hint">{texts.hint}</p>
      <p role="status" class={said === '' ? 'said' : 'note good'}>
        {said}
      </p>
      <Loaded of={live}>
        {(data) => (
          <>
            <Editor version={data.rules.version} current={rulesOf(data.rules)} saved={saved} />
            <History current={data.rules.version} reverted={saved} />
          </>
        )}
      </Loaded>
    </>
  );
}

interface EditorProps {
  /** The version at work, and its rules. */
  readonly version: number;
  readonly current: readonly Rule[];
  readonly saved: (version: number) => Promise<void>;
}

/** Rules that are being changed, and the version that they were made from. */
interface Draft {
  readonly rules: readonly Rule[];
  readonly from: number;
}

/** A rule in the form, and its place in the list; the end for a new one. */
interface Editing {
  readonly rule: Rule | undefined;
  readonly index: number;
}

function Editor({ version, current, saved }: EditorProps) {
  const { words, format } = useWords();
  const { may } = useSession();
  const texts = words.rules;
  const catalogue = useLive(documents.catalogue, { first: 1 }, 0);
  const [draft, setDraft] = useState<Draft>();
  const [editing, setEditing] = useState<Editing>();
  const [saving, setSaving] = useState(false);
  const rules = draft?.rules ?? current;
  const editor = may('rules:write');
  const change = (next: readonly Rule[]) => setDraft({ rules: next, from: draft?.from ?? version });
  const put = (rule: Rule, index: number) =>
    change([...rules.slice(0, index), rule, ...rules.slice(index + 1)]);
  const up = (index: number) => {
    const moved = [...rules];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    change(moved);
  };
  const currency = catalogue.data?.catalogue[0]?.variants[0]?.price.currency;
  const speech = { words, format };
  return (
    <>
      <Section
        title={texts.number}
        aside={
          editor && (
            <button
              type="button"
              class="button"
              onClick={() => setEditing({ rule: undefined, index: rules.length })}
            >
              {texts.add}
            </button>
          )
        }
      >
        {rules.length === 0 ? (
          <Empty title={texts.none}>{editor ? texts.noneHint : texts.noneHintRead}</Empty>
        ) : (
          <Table
            caption={words.nav.rules}
            columns={[
              {
                head: texts.id,
                name: true,
                cell: ({ id, note }) => (
                  <>
                    {id}
                    {note !== undefined && <span class="row-note">{note}</span>}
                  </>
                ),
              },
              {
                head: texts.effect,
                cell: (rule) => (
                  <>
                    {texts.effects[rule.effect]} <span class="soft">{amountOf(rule, speech)}</span>
                  </>
                ),
              },
              { head: texts.what, wide: true, cell: (rule) => whatOf(rule, speech) },
              { head: texts.when, wide: true, cell: (rule) => whenOf(rule, speech) },
              {
                head: words.access.state,
                wide: true,
                cell: ({ paused }) => (
                  <span class={`badge ${paused === true ? 'off' : 'policy'}`}>
                    {paused === true ? texts.paused : texts.active}
                  </span>
                ),
              },
              ...(editor
                ? [
                    {
                      head: texts.edit,
                      kind: 'actions' as const,
                      cell: (rule: Rule, index: number) => (
                        <span class="buttons">
                          {index > 0 && (
                            <button
                              type="button"
                              class="button small"
                              aria-label={texts.upOf(rule.id)}
                              onClick={() => up(index)}
                            >
                              ↑
                            </button>
                          )}
                          <button
                            type="button"
                            class="button small"
                            aria-label={texts.editOf(rule.id)}
                            onClick={() => setEditing({ rule, index })}
                          >
                            {texts.edit}
                          </button>
                          <button
                            type="button"
                            class="button small"
                            aria-label={texts.removeOf(rule.id)}
                            onClick={() => change(rules.filter((each) => each !== rule))}
                          >
                            ✕
                          </button>
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
            rows={rules}
            keyOf={({ id }) => id}
          />
        )}
        {draft !== undefined && (
          <div class="unsaved">
            <strong>{draft.from === version ? texts.changed : texts.conflict}</strong>
            <span class="buttons">
              <button type="button" class="button" onClick={() => setDraft(undefined)}>
                {texts.discard}
              </button>
              <button type="button" class="button primary" onClick={() => setSaving(true)}>
                {texts.save}
              </button>
            </span>
          </div>
        )}
      </Section>
      <Preview rules={rules} />
      {editing !== undefined && (
        <RuleForm
          rule={editing.rule}
          unit={format.unit(currency)}
          done={(rule) => put(rule, editing.index)}
          close={() => setEditing(undefined)}
        />
      )}
      {saving && draft !== undefined && (
        <Confirm
          title={texts.save}
          hint={texts.saveHint}
          action={texts.save}
          reason={words.reasonHint}
          close={() => setSaving(false)}
          work={async (why) => {
            const { saveRules } = await ask(documents.saveRules, {
              expected: draft.from,
              rules: draft.rules,
              why,
            });
            await saved(saveRules.version);
            setDraft(undefined);
          }}
        />
      )}
    </>
  );
}
