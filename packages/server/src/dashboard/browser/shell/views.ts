import type { ComponentType } from 'preact';
import { AccessView } from '../views/access.tsx';
import { ArticleView } from '../views/article.tsx';
import { ArticlesView } from '../views/articles.tsx';
import { CompareView } from '../views/compare.tsx';
import { DecisionView } from '../views/decision.tsx';
import { DecisionsView } from '../views/decisions.tsx';
import { FairnessView } from '../views/fairness.tsx';
import { HealthView } from '../views/health.tsx';
import { OverviewView } from '../views/overview.tsx';
import { PeopleView } from '../views/people.tsx';
import { PointView } from '../views/point.tsx';
import { PointsView } from '../views/points.tsx';
import { PricesView } from '../views/prices.tsx';
import { RulesView } from '../views/rules.tsx';
import type { Words } from '../words/en.ts';

export interface ViewProps {
  /** What of a kind is looked at. */
  readonly id: string;
  readonly search: URLSearchParams;
}

interface Place {
  readonly name: keyof Words['nav'];
  /** The scope without which the server answers nothing here. */
  readonly scope: string;
  readonly all: ComponentType<ViewProps>;
  /** One of them. */
  readonly one?: ComponentType<ViewProps>;
}

/** The views in the order of the menu; the overview has no part of the path, the others their name. */
export const places: readonly Place[] = [
  { name: 'overview', scope: 'decisions:read', all: OverviewView },
  { name: 'points', scope: 'decisions:read', all: PointsView, one: PointView },
  { name: 'articles', scope: 'decisions:read', all: ArticlesView, one: ArticleView },
  { name: 'decisions', scope: 'decisions:read', all: DecisionsView, one: DecisionView },
  { name: 'compare', scope: 'decisions:read', all: CompareView },
  { name: 'rules', scope: 'decisions:read', all: RulesView },
  { name: 'prices', scope: 'audit:read', all: PricesView, one: FairnessView },
  { name: 'people', scope: 'people:read', all: PeopleView },
  { name: 'access', scope: 'access:write', all: AccessView },
  { name: 'health', scope: 'decisions:read', all: HealthView },
];

export function placeOf([first, , ...rest]: readonly string[]): Place | undefined {
  return rest.length > 0 ? undefined : places.find(({ name }) => name === (first ?? 'overview'));
}
