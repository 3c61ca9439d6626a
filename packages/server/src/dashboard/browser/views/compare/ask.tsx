import { useState } from 'preact/hooks';
import { ask } from '../../api/ask.ts';
import * as documents from '../../api/documents.ts';
import { useAction } from '../../hooks/action.ts';
import { useLive } from '../../hooks/live.ts';
import { Check, Select, submitting, Text } from '../../parts/form.tsx';
import { Section } from '../../parts/small.tsx';
import { Failure } from '../../parts/states.tsx';
import { useWords } from '../../words/index.ts';
import { instantOf } from '../time.ts';
import { configured } from './name.ts';

interface AskFormProps {
  /** Whether one is under way: a shop has one at a time. */
  readonly running: boolean;
  readonly started: () => Promise<void>;
}

/** Estimators that a merchant chooses from; the command line has more. */
const single = ['dr', 'mrdr', 'snips', 'ips'] as const;

/** What is to be compared. */
export function AskForm({ running, started }: AskFormProps) {
  const { words } = useWords();
  const texts = words.compare;
  const action = useAction();
  const points = useLive(documents.points, {}, 0);
  const known = useLive(documents.evaluationPolicies, {}, 0);
  const ids = points.data?.points.map(({ id }) => id) ?? [];
  const [chosen, setChosen] = useState('');
  const [policies, setPolicies] = useState<readonly string[]>([configured, 'uniform']);
  const [other, setOther] = useState('');
  const [estimator, setEstimator] = useState('');
  const [since, setSince] = useState('');
  const [until, setUntil] = useState('');
  const point = chosen === '' ? (ids[0] ?? '') : chosen;
  const start = () =>
    action.run(async () => {
      const from = instantOf(since);
      const to = instantOf(until);
      const asked = [...policies, other.trim()].filter((name) => name !== '');
      await ask(documents.startEvaluation, {
        point,
        policies: asked,
        ...(estimator === '' ? {} : { estimators: [estimator] }),
        ...(from === undefined ? {} : { since: from }),
        ...(to === undefined ? {} : { until: to }),
      });
      await started();
    });
  const set = (name: string, on: boolean) =>
    setPolicies(on ? [...policies, name] : policies.filter((each) => each !== name));
  return (
    <Section title={texts.ask}>
      <form class="fields" onSubmit={submitting(() => void start())}>
        <div class="filter">
          <Select
            label={words.points.point}
            value={point}
            set={setChosen}
            options={ids.map((value) => ({ value, text: value }))}
          />
          <Select
            label={texts.estimator}
            value={estimator}
            set={setEstimator}
            options={[
              { value: '', text: texts.usual },
              ...single.map((value) => ({ value, text: texts.estimators[value] ?? value })),
            ]}
          />
          <Text label={words.since} type="datetime-local" value={since} set={setSince} />
          <Text label={words.decisions.until} type="datetime-local" value={until} set={setUntil} />
        </div>
        <p class="hint">{texts.spanHint}</p>
        <fieldset class="checks">
          <legend>{texts.policies}</legend>
          {(known.data?.evaluationPolicies ?? []).map((name) => (
            <Check
              key={name}
              label={name === configured ? texts.configured : name}
              checked={policies.includes(name)}
              set={(on) => set(name, on)}
            />
          ))}
        </fieldset>
        <Text label={texts.other} hint={texts.otherHint} value={other} set={setOther} />
        {action.error !== undefined && <Failure error={action.error} />}
        <div class="buttons">
          <button type="submit" class="button primary" disabled={action.busy || running || point === ''}>
            {texts.start}
          </button>
        </div>
      </form>
    </Section>
  );
}
