import { useEffect, useState } from 'preact/hooks';
import { href, useRoute } from '../hooks/route.ts';
import { useSession } from '../hooks/session.ts';
import { Link } from '../parts/link.tsx';
import { SimulatedNote } from '../parts/simulated.tsx';
import { Empty } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words/index.ts';
import { Mark } from './mark.tsx';
import { type Settings, SettingsBar } from './settings.tsx';
import { placeOf, places } from './views.ts';

interface FrameProps {
  readonly settings: Settings;
  readonly live: boolean;
  readonly setLive: (live: boolean) => void;
  readonly leave: () => void;
}

function Refused() {
  const { words } = useWords();
  const { role = '' } = useSession();
  return (
    <>
      <Title text={words.refused.title} />
      <Empty title={words.refused.text(words.roles[role] ?? role)} />
    </>
  );
}

function Nowhere() {
  const { words } = useWords();
  return (
    <>
      <Title text={words.notFound.title} />
      <Empty title={words.notFound.text} />
    </>
  );
}

function Body() {
  const { parts, search } = useRoute();
  const { may } = useSession();
  const place = placeOf(parts);
  const [, id] = parts;
  const View = id === undefined ? place?.all : place?.one;
  if (place === undefined || View === undefined) return <Nowhere />;
  if (!may(place.scope)) return <Refused />;
  return <View key={parts.join('/')} id={id ?? ''} search={search} />;
}

/** Header, menu and the view. */
export function Frame({ settings, live, setLive, leave }: FrameProps) {
  const { words } = useWords();
  const { shop, actor, role = '', may } = useSession();
  const { parts } = useRoute();
  const [open, setOpen] = useState(false);
  const current = placeOf(parts)?.name;
  const where = parts.join('/');
  useEffect(() => setOpen(false), [where]);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <header class="top">
        <Link to={href([])} class="brand">
          <Mark /> <span class="brand-name">Armoire</span>
          <span class="brand-shop">{shop}</span>
        </Link>
        <button
          type="button"
          class="button small live"
          aria-pressed={live}
          title={live ? words.settings.pause : words.settings.follow}
          onClick={() => setLive(!live)}
        >
          <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
            {live ? <circle cx="5" cy="5" r="4" /> : <path d="M2 1h2v8H2zM6 1h2v8H6z" />}
          </svg>
          {live ? words.settings.live : words.settings.paused}
        </button>
        <button
          type="button"
          class="button small menu"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          {words.menu}
        </button>
      </header>
      <div id="menu" class={`side${open ? ' open' : ''}`}>
        <div class="side-in">
          <nav aria-label={words.main}>
            <ul>
              {places
                .filter(({ scope }) => may(scope))
                .map(({ name }) => (
                  <li key={name}>
                    <Link to={href(name === 'overview' ? [] : [name])} current={name === current}>
                      {words.nav[name]}
                    </Link>
                  </li>
                ))}
            </ul>
          </nav>
          <div class="who">
            <p>
              <strong>{actor}</strong>
              <span>{words.roles[role] ?? role}</span>
            </p>
            <button type="button" class="button small" onClick={leave}>
              {words.login.leave}
            </button>
            <SettingsBar {...settings} />
          </div>
        </div>
      </div>
      <main id="main" tabIndex={-1}>
        <SimulatedNote />
        <Body />
      </main>
    </div>
  );
}
