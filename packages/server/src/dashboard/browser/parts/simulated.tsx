import { simulated } from '../api/base.ts';
import { useWords } from '../words/index.ts';

const demo = simulated();

/** Says of a shopper's id that nobody real is behind it. */
export function Simulated({ shopper }: { readonly shopper: string | null | undefined }) {
  const { words } = useWords();
  if (demo === undefined || shopper?.startsWith(demo.prefix) !== true) return null;
  return <span class="badge simulated">{words.simulated.badge}</span>;
}

/** Says on every view of a demo that its shoppers are simulated, and leads to where they are turned off. */
export function SimulatedNote() {
  const { words } = useWords();
  if (demo === undefined) return null;
  return (
    <p class="simulated-note">
      {words.simulated.note} <a href={demo.page}>{words.simulated.change}</a>
    </p>
  );
}
