import * as documents from '../api/documents.ts';
import type { Explanation, PlaceExplanation } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { href } from '../hooks/route.ts';
import { Link } from '../parts/link.tsx';
import { Simulated } from '../parts/simulated.tsx';
import { Facts, Section, Share, Source, Time, Value } from '../parts/small.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Table } from '../parts/table.tsx';
import { Title } from '../parts/title.tsx';
import type { ViewProps } from '../shell/views.ts';
import { useWords } from '../words/index.ts';
import { Candidates } from './decision/candidates.tsx';
import { Outcome } from './decision/outcome.tsx';

/** One decision, as the log has it, and why each place fell as it did. */
export function DecisionView({ id }: ViewProps) {
  const { words } = useWords();
  const live = useLive(documents.explain, { decision: id });
  return (
    <>
      <Title text={words.decisions.title}>
        <Link to={href(['decisions'])}>{words.decisions.back}</Link>
      </Title>
      <Loaded of={live}>{(data) => <Explained {...data.explain} />}</Loaded>
    </>
  );
}

function Explained({ decision, places }: Explanation) {
  const { words, format } = useWords();
  const texts = words.decisions;
  const { unit, policy, price, context, experiment, model } = decision;
  const values = Object.entries(context.values);
  const outcome = useLive(documents.decisionOutcome, { decision: decision.id });
  return (
    <>
      <Facts
        rows={[
          [words.points.point, <Link to={href(['points', decision.point])}>{decision.point}</Link>],
          [words.time, <Time at={decision.at} />],
          [texts.source, <Source source={decision.source} />],
          price === null
            ? undefined
            : [
                words.articles.price,
                <>
                  <Link to={href(['articles', price.product])}>{price.variant}</Link>{' '}
                  <strong>{format.money(price.amount)}</strong>{' '}
                  <span class="soft">
                    {texts.regular} {format.money(price.regular)}
                  </span>
                </>,
              ],
          [
            texts.forWhom,
            unit.kind === 'request' ? (
              texts.anonymous
            ) : (
              <>
                <code>{`${unit.kind} ${unit.id}`}</code> <Simulated shopper={decision.shopper} />
              </>
            ),
          ],
          [words.points.policy, `${policy.id} v${policy.version}`],
          experiment === null ? undefined : [texts.experiment, `${experiment.layer}: ${experiment.arm}`],
          model === null ? undefined : [texts.model, `${model.id} v${model.version}`],
        ]}
      />
      <Section title={texts.places}>
        {places.length === 0 ? (
          <Empty title={texts.empty} />
        ) : (
          <ol class="places">
            {places.map((place, index) => (
              <Place key={place.action} place={place} index={index} shelf={decision.kind === 'shelf'} />
            ))}
          </ol>
        )}
      </Section>
      <Section title={texts.outcome} hint={texts.outcomeHint}>
        <Loaded of={outcome}>{(data) => <Outcome outcome={data.decisionOutcome} />}</Loaded>
      </Section>
      <Section title={texts.chosenFrom} hint={texts.chosenFromHint}>
        <Loaded of={outcome}>
          {(data) => <Candidates outcome={data.decisionOutcome} articles={decision.kind === 'shelf'} />}
        </Loaded>
      </Section>
      <Section title={texts.context}>
        {values.length === 0 ? (
          <p class="hint">{texts.noContext}</p>
        ) : (
          <Facts rows={values.map(([name, value]) => [name, <Value of={value} />] as const)} />
        )}
      </Section>
      <Section title={texts.facts}>
        <Facts
          rows={[
            ['Id', <code>{decision.id}</code>],
            [texts.seed, <code>{decision.seed}</code>],
            decision.candidateSet === null
              ? undefined
              : [texts.candidates, <code>{decision.candidateSet}</code>],
            [texts.encoding, context.schema],
          ]}
        />
      </Section>
    </>
  );
}

/** Reasons whose number is what a probability was multiplied by. */
const factors: ReadonlySet<string> = new Set([
  'boosted',
  'budget',
  'calibration',
  'constraint',
  'diversity',
  'exposure',
  'randomised',
]);

interface PlaceProps {
  readonly place: PlaceExplanation;
  readonly index: number;
  readonly shelf: boolean;
}

function Place({
  place: { action, propensity, text, reasons, estimate, contributions },
  index,
  shelf,
}: PlaceProps) {
  const { words, format, language } = useWords();
  const texts = words.decisions;
  return (
    <li class="place">
      <div class="place-head">
        <h3>
          <span class="place-number">{format.number(index + 1)}</span>{' '}
          {shelf ? <Link to={href(['articles', action])}>{action}</Link> : action}
        </h3>
        {propensity !== null && (
          <span class="place-share">
            <span class="said">{texts.probability}: </span>
            <Share of={propensity} />
          </span>
        )}
      </div>
      {/* The server knows no other language; the reasons and the belief below say the same. */}
      {language === 'en' && <p>{text}</p>}
      {reasons.length > 0 && (
        <ul class="chips" aria-label={texts.reasons}>
          {reasons.map(({ code, value, detail }) => (
            <li key={`${code} ${detail ?? ''}`}>
              {texts.reasonCodes[code] ?? <span lang="en">{code.replaceAll('-', ' ')}</span>}
              {detail !== null && <span class="soft"> {detail}</span>}
              {value !== null && (
                <span class="soft">
                  {' '}
                  {factors.has(code) && '× '}
                  {format.number(value, 3)}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {estimate !== null && (
        <p class="hint">
          {texts.estimate}: {format.number(estimate.mean, 3)}
          {estimate.deviation !== null && ` ± ${format.number(estimate.deviation, 3)}`}
          {estimate.weight !== null && ` · ${words.points.weight}: ${format.number(estimate.weight, 1)}`}
        </p>
      )}
      {contributions !== null && contributions.length > 0 && (
        <details>
          <summary>{texts.contributions}</summary>
          <Table
            caption={texts.contributions}
            columns={[
              { head: texts.feature, name: true, cell: ({ feature }) => <code>{feature}</code> },
              { head: texts.part, kind: 'number', cell: ({ value }) => format.number(value, 4) },
            ]}
            rows={contributions}
            keyOf={({ feature }) => feature}
          />
        </details>
      )}
    </li>
  );
}
