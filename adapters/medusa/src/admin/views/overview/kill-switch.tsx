import { Button } from '@medusajs/ui';
import { useState } from 'react';
import { ask } from '../../api/ask.ts';
import { setKillSwitch } from '../../api/documents.ts';
import { useAction } from '../../hooks/action.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/section.tsx';
import { useWords } from '../../words/index.ts';

interface KillSwitchProps {
  readonly on: boolean;
  readonly turned: () => Promise<void>;
}

/** Stops all choice of prices, after a question, and lets it begin again. */
export function KillSwitch({ on, turned }: KillSwitchProps) {
  const { words } = useWords();
  const texts = words.overview;
  const [asking, setAsking] = useState(false);
  const action = useAction();
  const turn = () =>
    action.run(async () => {
      await ask(setKillSwitch, { on: !on, why: texts.killWhy });
      await turned();
      return on ? texts.released : texts.killed;
    });
  return (
    <Section
      title={texts.kill}
      hint={on ? texts.killOn : texts.killOff}
      aside={
        <Button
          size="small"
          variant={on ? 'primary' : 'danger'}
          isLoading={action.busy}
          onClick={() => setAsking(true)}
        >
          {on ? texts.release : texts.pull}
        </Button>
      }
    >
      {asking && (
        <Confirm
          title={on ? texts.releaseTitle : texts.pullTitle}
          hint={on ? texts.releaseHint : texts.pullHint}
          action={on ? texts.release : texts.pull}
          danger={!on}
          confirmed={() => void turn()}
          close={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
