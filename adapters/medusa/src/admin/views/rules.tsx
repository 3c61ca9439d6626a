import { Badge, Button } from '@medusajs/ui';
import { ask } from '../api/ask.ts';
import * as documents from '../api/documents.ts';
import type { Rule, Rules } from '../api/types.ts';
import { useAction } from '../hooks/action.ts';
import { useLive } from '../hooks/live.ts';
import { useTitles } from '../hooks/titles.ts';
import { Rows } from '../parts/rows.tsx';
import { Section } from '../parts/section.tsx';
import { Note, Soft } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useWords } from '../words/index.ts';
import { amountOf, idsOf, inputOf, whatOf, whenOf } from './rules/describe.ts';
import { Preview } from './rules/preview.tsx';

/** What the merchant wants of shelves: seen, switched off and on, and what it does to a shelf. */
export function RulesView() {
  const { words, format } = useWords();
  const texts = words.rules;
  const live = useLive(documents.rules, {});
  const action = useAction();
  const speech = { words, format, title: useTitles(live.data?.rules.rules.flatMap(idsOf) ?? []) };
  const turn = (rules: Rules, { id, paused }: Rule) =>
    action.run(async () => {
      const asked = {
        expected: rules.version,
        rules: rules.rules.map((rule) => inputOf(rule.id === id ? { ...rule, paused: !paused } : rule)),
        why: paused ? texts.resumedWhy(id) : texts.pausedWhy(id),
      };
      const { saveRules } = await ask(documents.saveRules, asked);
      await live.refresh();
      return texts.saved(format.number(saveRules.version));
    });
  return (
    <>
      <Section title={texts.title} hint={texts.hint}>
        <Loaded of={live}>
          {({ rules }) =>
            rules.rules.length === 0 ? (
              <Empty title={texts.none}>{texts.noneHint}</Empty>
            ) : (
              <>
                <Rows
                  caption={texts.title}
                  columns={[
                    {
                      head: texts.rule,
                      name: true,
                      cell: ({ id, note }) => (
                        <>
                          {id} {note !== null && <Note>{note}</Note>}
                        </>
                      ),
                    },
                    {
                      head: texts.effect,
                      cell: (rule) => (
                        <>
                          {texts.effects[rule.effect] ?? rule.effect} <Soft>{amountOf(rule, speech)}</Soft>
                        </>
                      ),
                    },
                    { head: texts.what, cell: (rule) => whatOf(rule, speech) },
                    { head: texts.when, cell: (rule) => whenOf(rule, speech) },
                    {
                      head: texts.state,
                      cell: ({ paused }) => (
                        <Badge size="2xsmall" color={paused ? 'grey' : 'green'}>
                          {paused ? texts.paused : texts.active}
                        </Badge>
                      ),
                    },
                    {
                      head: texts.switch,
                      number: true,
                      cell: (rule) => (
                        <Button
                          size="small"
                          variant="secondary"
                          disabled={action.busy}
                          aria-label={rule.paused ? texts.resumeOf(rule.id) : texts.pauseOf(rule.id)}
                          onClick={() => void turn(rules, rule)}
                        >
                          {rule.paused ? texts.resume : texts.pause}
                        </Button>
                      ),
                    },
                  ]}
                  rows={rules.rules}
                  keyOf={({ id }) => id}
                />
                {rules.at !== null && (
                  <p className="txt-compact-small text-ui-fg-subtle border-ui-border-base border-t px-6 py-3">
                    {texts.version(format.number(rules.version), rules.actor ?? '', format.time(rules.at))}
                  </p>
                )}
              </>
            )
          }
        </Loaded>
      </Section>
      {live.data !== undefined && <Preview key={live.data.rules.version} />}
    </>
  );
}
