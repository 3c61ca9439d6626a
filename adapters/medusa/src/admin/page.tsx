import { Badge, Heading, Tabs } from '@medusajs/ui';
import { useSearchParams } from 'react-router-dom';
import type { Status } from './api/types.ts';
import { useStatus } from './hooks/status.ts';
import { ExperimentsView } from './views/experiments.tsx';
import { HealthView } from './views/health.tsx';
import { OverviewView } from './views/overview.tsx';
import { PointsView } from './views/points.tsx';
import { PricesView } from './views/prices.tsx';
import { RulesView } from './views/rules.tsx';
import { Speaking, useWords } from './words/index.ts';

const tabs = ['overview', 'points', 'rules', 'experiments', 'prices', 'health'] as const;
type Tab = (typeof tabs)[number];

const parameter = 'part';

/** Armoire in the admin; the part that is open stands in the address. */
export function ArmoirePage() {
  return (
    <Speaking>
      <Parts />
    </Speaking>
  );
}

function Parts() {
  const { words } = useWords();
  const [search, setSearch] = useSearchParams();
  const status = useStatus();
  const asked = search.get(parameter);
  const open: Tab = tabs.find((tab) => tab === asked) ?? 'overview';
  return (
    <div data-armoire="page" className="flex flex-col gap-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-1">
        <Heading level="h1">Armoire</Heading>
        {status.data !== undefined && <Badges status={status.data} />}
      </div>
      <Tabs value={open} onValueChange={(tab) => setSearch({ [parameter]: tab })}>
        <Tabs.List aria-label={words.tabs.label} className="flex-wrap">
          {tabs.map((tab) => (
            <Tabs.Trigger key={tab} value={tab}>
              {words.tabs[tab]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={open} className="mt-3 flex flex-col gap-y-3">
          {open === 'overview' && <OverviewView status={status} />}
          {open === 'points' && <PointsView />}
          {open === 'rules' && <RulesView />}
          {open === 'experiments' && <ExperimentsView />}
          {open === 'prices' && <PricesView />}
          {open === 'health' && <HealthView />}
        </Tabs.Content>
      </Tabs>
    </div>
  );
}

function Badges({ status: { shadow, runs, progress } }: { readonly status: Status }) {
  const { words } = useWords();
  const { state } = progress;
  return (
    <>
      <Badge size="2xsmall" color={shadow ? 'orange' : 'green'}>
        {shadow ? words.modes.shadow : words.modes.live}
      </Badge>
      {runs === 'remote' && <Badge size="2xsmall">{words.modes.remote}</Badge>}
      <Badge size="2xsmall" color={state === 'done' ? 'green' : state === 'failed' ? 'red' : 'orange'}>
        {words.states[state]}
      </Badge>
    </>
  );
}
