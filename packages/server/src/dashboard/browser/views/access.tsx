import * as documents from '../api/documents.ts';
import { useLive } from '../hooks/live.ts';
import { Loaded } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { Keys } from './access/keys.tsx';
import { Users } from './access/users.tsx';

/** Keys for programs and users for people. */
export function AccessView() {
  const { words } = useWords();
  const live = useLive(documents.access, {}, 15_000);
  return (
    <>
      <Title text={words.nav.access} />
      <Loaded of={live}>
        {({ keys, users }) => (
          <>
            <Keys keys={keys} changed={live.refresh} />
            <Users users={users} changed={live.refresh} />
          </>
        )}
      </Loaded>
    </>
  );
}
