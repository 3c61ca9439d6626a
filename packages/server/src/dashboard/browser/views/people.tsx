import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import { base } from '../api/base.ts';
import * as documents from '../api/documents.ts';
import type { Person } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { go, href } from '../hooks/route.ts';
import { useSession } from '../hooks/session.ts';
import { Confirm } from '../parts/dialog.tsx';
import { Select, submitting, Text } from '../parts/form.tsx';
import { Facts, Section, Time } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { useWords } from '../words/index.ts';

const kinds = ['shopper', 'customer', 'session'] as const;

type Kind = (typeof kinds)[number];

/** What is held of one person, and how to give it to them or to forget them. */
export function PeopleView({ search }: ViewProps) {
  const { words } = useWords();
  const kind = kinds.find((each) => search.has(each)) ?? 'shopper';
  const id = search.get(kind) ?? '';
  const [chosen, setChosen] = useState<Kind>(kind);
  const [given, setGiven] = useState(id);
  const texts = words.people;
  return (
    <>
      <Title text={words.nav.people} />
      <p class="hint">{texts.hint}</p>
      <search>
        <form class="filter" onSubmit={submitting(() => go(href(['people'], { [chosen]: given.trim() })))}>
          <Select
            label={texts.kind}
            value={chosen}
            set={setChosen}
            options={kinds.map((value) => ({ value, text: texts.kinds[value] }))}
          />
          <Text label={texts.id} value={given} set={setGiven} required />
          <div class="buttons">
            <button type="submit" class="button primary">
              {texts.find}
            </button>
          </div>
        </form>
      </search>
      {id === '' ? (
        <Empty title={texts.empty}>{texts.emptyHint}</Empty>
      ) : (
        <Held key={`${kind} ${id}`} kind={kind} id={id} />
      )}
    </>
  );
}

function Held({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const { words, format } = useWords();
  const { may } = useSession();
  const texts = words.people;
  const live = useLive(documents.person, { [kind]: id }, 0);
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState('');
  return (
    <>
      <p role="status" class={said === '' ? 'said' : 'note good'}>
        {said}
      </p>
      <Loaded of={live}>
        {({ person }) =>
          isNobody(person) ? (
            <Empty title={texts.none}>{texts.noneHint}</Empty>
          ) : (
            <Section title={texts.held}>
              <Facts
                rows={[
                  [
                    texts.ids,
                    <ul class="chips">
                      {[...person.customers, ...person.shoppers, ...person.sessions].map((each) => (
                        <li key={each}>
                          <code>{each}</code>
                        </li>
                      ))}
                    </ul>,
                  ],
                  [texts.events, format.number(person.events)],
                  [texts.decisions, format.number(person.decisions)],
                  [texts.outcomes, format.number(person.outcomes)],
                  [texts.samples, format.number(person.samples)],
                  person.firstAt === null ? undefined : [texts.first, <Time at={person.firstAt} />],
                  person.lastAt === null ? undefined : [texts.last, <Time at={person.lastAt} />],
                ]}
              />
              <div class="buttons">
                <a
                  class="button"
                  href={`${base}people/export?${new URLSearchParams({ [kind]: id })}`}
                  download
                >
                  {texts.export}
                </a>
                {may('people:write') && (
                  <button type="button" class="button danger" onClick={() => setAsking(true)}>
                    {texts.erase}
                  </button>
                )}
              </div>
              <p class="hint">{texts.exportHint}</p>
            </Section>
          )
        }
      </Loaded>
      {asking && (
        <Confirm
          title={texts.eraseTitle}
          hint={texts.eraseHint}
          action={texts.erase}
          danger
          reason={texts.eraseReason}
          close={() => setAsking(false)}
          work={async (why) => {
            const { erasePerson } = await ask(documents.erasePerson, { [kind]: id, why });
            setSaid(texts.erased(format.number(erasePerson.events), format.number(erasePerson.decisions)));
            await live.refresh();
          }}
        />
      )}
    </>
  );
}

function isNobody({ events, decisions, outcomes, samples }: Person): boolean {
  return events + decisions + outcomes + samples === 0;
}
