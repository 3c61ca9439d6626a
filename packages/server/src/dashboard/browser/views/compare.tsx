import * as documents from '../api/documents.ts';
import { ApiError } from '../api/errors.ts';
import type { Evaluation } from '../api/types.ts';
import { useLive } from '../hooks/live.ts';
import { useSession } from '../hooks/session.ts';
import { Facts, Section, Time } from '../parts/small.tsx';
import { Empty, Failure, Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { AskForm } from './compare/ask.tsx';
import { Evidence } from './compare/evidence.tsx';
import { Values } from './compare/values.tsx';
import { Verdicts } from './compare/verdicts.tsx';
import { Weights } from './compare/weights.tsx';

/** What other policies would have earned at a point, judged on the shop's own log. */
export function CompareView() {
  const { words } = useWords();
  const { may } = useSession();
  const live = useLive(documents.evaluation, {}, 2000);
  const running = live.data?.evaluation?.state === 'running';
  return (
    <>
      <Title text={words.nav.compare} />
      <p class="hint">{words.compare.hint}</p>
      {may('evaluations:write') && <AskForm running={running} started={live.refresh} />}
      <Loaded of={live}>
        {({ evaluation }) =>
          evaluation === null ? (
            <Empty title={words.compare.none}>{words.compare.noneHint}</Empty>
          ) : (
            <Found evaluation={evaluation} />
          )
        }
      </Loaded>
    </>
  );
}

function Found({ evaluation }: { readonly evaluation: Evaluation }) {
  const { words, format } = useWords();
  const texts = words.compare;
  const { state, point, report, failure, read, startedAt, startedBy } = evaluation;
  const span =
    report?.since == null || report.until == null ? undefined : (
      <>
        <Time at={report.since} /> – <Time at={report.until} />
      </>
    );
  return (
    <>
      <Section title={texts.result}>
        <div role="status">
          {state === 'running' && (
            <p>{read === null || read === 0 ? texts.running : texts.runningAt(format.number(read))}</p>
          )}
          {report !== null && <Verdicts report={report} />}
        </div>
        {failure !== null && <Failure error={new ApiError(failure.message, faultOf(failure))} />}
        <Facts
          rows={[
            [words.points.point, point],
            span === undefined ? undefined : [texts.span, span],
            report === null ? undefined : [texts.decisions, format.number(report.decisions)],
            report === null ? undefined : [texts.rows, format.number(report.rows)],
            report === null ? undefined : [texts.learned, format.number(report.learned)],
            [texts.started, <Time at={startedAt} />],
            [texts.by, startedBy],
          ]}
        />
      </Section>
      {report !== null && (
        <>
          <Section title={texts.values} hint={texts.valuesHint(format.percent(report.level))}>
            <Values report={report} />
          </Section>
          <Section title={texts.evidence} hint={texts.evidenceHint}>
            <Evidence report={report} />
            <Weights report={report} />
          </Section>
          <Notes report={report} />
        </>
      )}
    </>
  );
}

function faultOf({ code, fix }: NonNullable<Evaluation['failure']>) {
  return { code, ...(fix === null ? {} : { fix }) };
}

function Notes({ report: { notes, leftOut } }: { readonly report: NonNullable<Evaluation['report']> }) {
  const { words, format } = useWords();
  return (
    <Section title={words.compare.notes}>
      {notes.map((note) => (
        <p key={note} lang="en">
          {note}
        </p>
      ))}
      {leftOut.map(({ reason, count }) => (
        <p key={reason} lang="en">
          Left out: {format.number(count)} {reason}.
        </p>
      ))}
    </Section>
  );
}
