import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Clock, type Engine, isKept, parseRules, type Rule, type Setting } from '@armoire/core';
import type { RulesGateway, RulesTrial, RulesVersion } from '@armoire/graphql';
import { ArmoireError, nearest } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import { rulesOf, rulesSetting } from './rules-version.ts';

const mostPlaces = 100;
const longestWhy = 1000;

/** The merchandising rules of a shop: kept in all their versions, and put to work. */
export class RulesControl implements RulesGateway {
  readonly #engine: Engine;
  readonly #storage: Pick<Storage, 'settings' | 'audit'>;
  readonly #clock: Clock;
  #known: Setting | undefined;

  constructor(engine: Engine, storage: Pick<Storage, 'settings' | 'audit'>, clock: Clock) {
    this.#engine = engine;
    this.#storage = storage;
    this.#clock = clock;
  }

  /**
   * Takes over what is stored: another node may have changed it.
   *
   * @throws ArmoireError INVALID_INPUT for rules that this version of Armoire does not know; the former stay at work
   */
  async load(): Promise<void> {
    const [newest] = await this.#storage.settings.history(this.#engine.shop, rulesSetting, 1);
    if (newest !== undefined) this.#use(newest);
  }

  async current(): Promise<RulesVersion> {
    return this.#known === undefined ? { version: 0, rules: [] } : versionOf(this.#known);
  }

  async history(limit: number, before?: number): Promise<readonly RulesVersion[]> {
    const found = await this.#storage.settings.history(this.#engine.shop, rulesSetting, limit, before);
    return found.map(versionOf);
  }

  preview({ rules, count, ...trial }: RulesTrial) {
    if (count !== undefined && !(count >= 0 && count <= mostPlaces)) {
      throw new ArmoireError('INVALID_INPUT', `A shelf cannot have ${count} places`, {
        path: 'count',
        fix: `Ask for 0 to ${mostPlaces}.`,
      });
    }
    return this.#engine.previewRules({
      ...trial,
      rules: this.#read(rules),
      ...(count === undefined ? {} : { count }),
      pause: () => setImmediate(),
    });
  }

  save(expected: number, rules: readonly unknown[], why: string, actor: string): Promise<RulesVersion> {
    return this.#put('rules.save', expected, this.#read(rules), why, actor);
  }

  async revert(version: number, expected: number, why: string, actor: string): Promise<RulesVersion> {
    const { shop } = this.#engine;
    const [found] = await this.#storage.settings.history(shop, rulesSetting, 1, version + 1);
    // Version 0 is how the shop began.
    if (version !== 0 && found?.version !== version) {
      throw new ArmoireError('NOT_FOUND', `There is no version ${version} of the rules`, {
        path: 'version',
        fix: 'Take a version from rulesHistory; 0 stands for no rules.',
      });
    }
    const rules = found === undefined || version === 0 ? [] : rulesOf(found);
    return await this.#put('rules.revert', expected, rules, why, actor);
  }

  /** @throws ArmoireError INVALID_INPUT, also for points that there are not */
  #read(input: readonly unknown[]): readonly Rule[] {
    const rules = parseRules(input);
    const { points } = this.#engine;
    const shelves = Object.keys(points).filter((id) => points[id]?.kind === 'shelf');
    for (const [i, { when }] of rules.entries()) {
      for (const [j, point] of (when?.points ?? []).entries()) {
        if (shelves.includes(point)) continue;
        const meant = nearest(point, shelves);
        const path = `rules[${i}].when.points[${j}]`;
        throw new ArmoireError('INVALID_INPUT', `${path}: there is no shelf "${point}"`, {
          path,
          fix: meant === undefined ? `Use some of ${shelves.join(', ')}.` : `Did you mean ${meant}?`,
        });
      }
    }
    return rules;
  }

  async #put(
    action: string,
    expected: number,
    rules: readonly Rule[],
    why: string,
    actor: string,
  ): Promise<RulesVersion> {
    checkWhy(why);
    const { shop } = this.#engine;
    const at = this.#clock.now();
    const setting = { name: rulesSetting, at, actor, value: { rules, why } };
    const put = await this.#storage.settings.put(shop, setting, expected);
    const [former] =
      expected === 0 ? [] : await this.#storage.settings.history(shop, rulesSetting, 1, put.version);
    this.#use(put);
    await this.#storage.audit.append([
      {
        id: randomUUID(),
        shop,
        at,
        actor,
        action,
        subject: 'rules',
        before: { version: expected, rules: former === undefined ? [] : rulesOf(former) },
        after: { version: put.version, rules },
        why,
      },
    ]);
    return versionOf(put);
  }

  #use(setting: Setting): void {
    if (setting.version <= (this.#known?.version ?? 0)) return;
    this.#engine.useRules(setting.version, rulesOf(setting));
    this.#known = setting;
  }
}

function versionOf(setting: Setting): RulesVersion {
  const { version, at, actor } = setting;
  return { version, at, actor, why: (setting.value as { why: string }).why, rules: rulesOf(setting) };
}

function checkWhy(why: string): void {
  if (why.trim() !== '' && why.length <= longestWhy && isKept(why)) return;
  throw new ArmoireError('INVALID_INPUT', 'A change of the rules needs its reason', {
    path: 'why',
    fix: `Say why in 1 to ${longestWhy} characters: it goes into the audit log.`,
  });
}
