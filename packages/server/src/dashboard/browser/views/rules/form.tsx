import { useState } from 'preact/hooks';
import { type Effect, effects, type Rule } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Check, Select, submitting, Text } from '../../parts/form.tsx';
import { useWords } from '../../words/index.ts';
import { draftOf, emptyDraft, type RuleDraft, ruleOf, type SelectionDraft } from './draft.ts';

interface RuleFormProps {
  /** Absent for a new one. */
  readonly rule: Rule | undefined;
  /** Minor units of one: 100 for cents. */
  readonly unit: number;
  readonly done: (rule: Rule) => void;
  readonly close: () => void;
}

/** A rule with the fields that its effect has. */
export function RuleForm({ rule, unit, done, close }: RuleFormProps) {
  const { words } = useWords();
  const texts = words.rules;
  const [draft, setDraft] = useState<RuleDraft>(() =>
    rule === undefined ? emptyDraft('exclude') : draftOf(rule, unit),
  );
  const field = (name: 'id' | 'note' | 'product') => ({
    value: draft[name],
    set: (value: string) => setDraft({ ...draft, [name]: value }),
  });
  const save = () => {
    done(ruleOf(draft, unit));
    close();
  };
  return (
    <Dialog title={rule === undefined ? texts.newRule : texts.editOf(rule.id)} close={close}>
      <form onSubmit={submitting(save)}>
        <Select
          label={texts.effect}
          value={draft.effect}
          set={(effect: Effect) => setDraft({ ...draft, effect })}
          options={effects.map((value) => ({ value, text: texts.effects[value] }))}
        />
        <Text label={texts.id} hint={texts.idHint} {...field('id')} required />
        <Amounts draft={draft} set={setDraft} />
        {draft.effect !== 'pin' && (
          <>
            <SelectionFields
              legend={texts.what}
              draft={draft.select}
              set={(select) => setDraft({ ...draft, select })}
            />
            <details>
              <summary>{texts.except}</summary>
              <SelectionFields
                legend={texts.except}
                draft={draft.except}
                set={(except) => setDraft({ ...draft, except })}
              />
            </details>
          </>
        )}
        <details>
          <summary>{texts.when}</summary>
          <WhenFields draft={draft.when} set={(when) => setDraft({ ...draft, when })} />
        </details>
        <Text label={texts.note} {...field('note')} />
        <Check
          label={texts.pausedHint}
          checked={draft.paused}
          set={(paused) => setDraft({ ...draft, paused })}
        />
        <div class="buttons">
          <button type="button" class="button" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class="button primary">
            {texts.done}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface AmountsProps {
  readonly draft: RuleDraft;
  readonly set: (draft: RuleDraft) => void;
}

function Amounts({ draft, set }: AmountsProps) {
  const { words } = useWords();
  const texts = words.rules;
  const number = (name: 'factor' | 'position' | 'afterDays' | 'count' | 'years') => ({
    type: 'number' as const,
    value: draft[name],
    set: (value: string) => set({ ...draft, [name]: value }),
  });
  switch (draft.effect) {
    case 'boost':
      return (
        <Text
          label={texts.factor}
          hint={texts.factorHint}
          {...number('factor')}
          min={0.01}
          max={100}
          step="any"
          required
        />
      );
    case 'pin':
      return (
        <>
          <Text
            label={texts.product}
            value={draft.product}
            set={(product) => set({ ...draft, product })}
            required
          />
          <Text label={texts.position} {...number('position')} min={1} max={100} required />
        </>
      );
    case 'at_least':
      return <Text label={texts.count} {...number('count')} min={1} max={100} required />;
    case 'at_most':
      return <Text label={texts.count} {...number('count')} min={0} max={100} required />;
    case 'age':
      return <Text label={texts.years} {...number('years')} min={1} max={120} required />;
    case 'hide_bought':
      return <Text label={texts.afterDays} {...number('afterDays')} min={0} step="any" />;
    default:
      return null;
  }
}

interface SelectionFieldsProps {
  readonly legend: string;
  readonly draft: SelectionDraft;
  readonly set: (draft: SelectionDraft) => void;
}

function SelectionFields({ legend, draft, set }: SelectionFieldsProps) {
  const { words } = useWords();
  const texts = words.rules;
  const field = (name: Exclude<keyof SelectionDraft, 'options'>) => ({
    value: draft[name],
    set: (value: string) => set({ ...draft, [name]: value }),
  });
  const amount = { type: 'number', min: 0, step: 'any' } as const;
  return (
    <fieldset class="fields">
      <legend>
        {legend} <span>{texts.listHint}</span>
      </legend>
      <div class="filter">
        <Text label={texts.lists.ids} {...field('ids')} />
        <Text label={texts.lists.categories} {...field('categories')} />
        <Text label={texts.lists.tags} {...field('tags')} />
        <Text label={texts.lists.brands} {...field('brands')} />
        <Text label={texts.lists.families} {...field('families')} />
        <Text label={texts.priceFrom} {...amount} {...field('priceFrom')} />
        <Text label={texts.priceTo} {...amount} {...field('priceTo')} />
        <Text label={texts.minDaysOld} {...amount} {...field('minDaysOld')} />
        <Text label={texts.maxDaysOld} {...amount} {...field('maxDaysOld')} />
      </div>
    </fieldset>
  );
}

interface WhenFieldsProps {
  readonly draft: RuleDraft['when'];
  readonly set: (draft: RuleDraft['when']) => void;
}

function WhenFields({ draft, set }: WhenFieldsProps) {
  const { words } = useWords();
  const texts = words.rules;
  const field = (name: keyof RuleDraft['when']) => ({
    value: draft[name],
    set: (value: string) => set({ ...draft, [name]: value }),
  });
  return (
    <fieldset class="fields">
      <legend>
        {texts.when} <span>{texts.listHint}</span>
      </legend>
      <div class="filter">
        <Text label={texts.lists.points} {...field('points')} />
        <Text label={texts.pageCategories} {...field('categories')} />
        <Text label={texts.lists.products} {...field('products')} />
        <Text label={texts.lists.markets} {...field('markets')} />
        <Text label={texts.lists.channels} {...field('channels')} />
        <Text label={texts.lists.weekdays} hint={texts.weekdaysHint} {...field('weekdays')} />
        <Text label={texts.from} type="datetime-local" {...field('from')} />
        <Text label={texts.until} type="datetime-local" {...field('until')} />
      </div>
    </fieldset>
  );
}
