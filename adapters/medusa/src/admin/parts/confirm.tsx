import { Prompt } from '@medusajs/ui';
import { useWords } from '../words/index.ts';

interface ConfirmProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly danger: boolean;
  readonly confirmed: () => void;
  readonly close: () => void;
}

/** Asks before something is done that others feel; Escape closes it. */
export function Confirm({ title, hint, action, danger, confirmed, close }: ConfirmProps) {
  const { words } = useWords();
  return (
    <Prompt
      open
      variant={danger ? 'danger' : 'confirmation'}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>{title}</Prompt.Title>
          <Prompt.Description>{hint}</Prompt.Description>
        </Prompt.Header>
        <Prompt.Footer>
          <Prompt.Cancel>{words.cancel}</Prompt.Cancel>
          <Prompt.Action onClick={confirmed}>{action}</Prompt.Action>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  );
}
