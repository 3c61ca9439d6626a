import type { Clock, Setting } from '@armoire/core';
import type { Evaluation, EvaluationGateway, EvaluationRequest } from '@armoire/graphql';
import { ArmoireError, type Instant, minute } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../../config/index.ts';
import { policyNames } from '../../config/policies/index.ts';
import { configuredName, evaluateShop } from '../shop/evaluate.ts';
import { checkRequest, estimatorsAsked } from './asked.ts';
import { toldReport } from './told.ts';

/** The kind of the job that evaluates: of a shop, one runs at a time. */
export const runEvaluation = 'evaluation.run';

const settingName = 'evaluation';
/** Choices that a server holds in memory for it. */
const mostChoices = 200_000;
/** An evaluation without a job was just asked for, or its job is lost; after this time, it is lost. */
const patience = minute;

export interface EvaluationDeskParts {
  readonly settings: ShopSettings;
  readonly storage: Storage;
  readonly clock: Clock;
  /** Resolves when every decision so far is written. */
  readonly written: () => Promise<void>;
}

/** What is kept of an evaluation: what was asked, and what came of it. */
interface Kept extends EvaluationRequest, Pick<Evaluation, 'report' | 'failure'> {
  readonly startedAt: Instant;
}

/**
 * Compares policies on the log of a shop when the merchant asks for it. It runs as a job, so that it outlives its node;
 * the newest is kept among the settings, with all that were there before.
 */
export class EvaluationDesk implements EvaluationGateway {
  readonly #parts: EvaluationDeskParts;
  readonly #stop = new AbortController();
  /** The version of the one that this node does, and how far it is. */
  #progress: { readonly version: number; readonly read: number } | undefined;

  constructor(parts: EvaluationDeskParts) {
    this.#parts = parts;
  }

  policies(): readonly string[] {
    return [configuredName, ...policyNames];
  }

  async current(): Promise<Evaluation | undefined> {
    const newest = await this.#newest();
    return newest && (await this.#told(newest));
  }

  async start(request: EvaluationRequest, actor: string): Promise<Evaluation> {
    const { settings, storage, clock } = this.#parts;
    checkRequest(request, settings);
    const before = await this.#newest();
    if (before !== undefined && (await this.#told(before)).state === 'running') throw busy();
    const at = clock.now();
    const value: Kept = { ...request, startedAt: at };
    // Whoever asks at the same time meets the same version: one of the two gets CONFLICT.
    const setting = { name: settingName, at, actor, value };
    const put = await storage.settings.put(settings.id, setting, before?.version ?? 0);
    await storage.jobs.enqueue([{ shop: settings.id, kind: runEvaluation, key: '', runAt: at }]);
    return await this.#told(put);
  }

  /**
   * Does the newest that has not ended.
   *
   * @throws ArmoireError STORAGE_UNAVAILABLE; then it begins anew
   */
  async run(): Promise<void> {
    const asked = await this.#newest();
    if (asked === undefined || hasEnded(asked)) return;
    const { settings, storage, clock } = this.#parts;
    const ended = await this.#outcome(asked);
    const value: Kept = { ...keptOf(asked), ...ended };
    const setting = { name: settingName, at: clock.now(), actor: asked.actor, value };
    const { version } = await storage.settings.put(settings.id, setting, asked.version);
    // Nobody looks at the others again: each holds a report.
    await storage.settings.drop(settings.id, settingName, version);
  }

  /** Ends what runs: another node, or this one when it is there again, begins it anew. */
  stop(): void {
    this.#stop.abort();
  }

  async #outcome(asked: Setting): Promise<Pick<Kept, 'report' | 'failure'>> {
    const { settings, storage, clock, written } = this.#parts;
    const { point, policies, since, until, places, estimators } = keptOf(asked);
    const { version } = asked;
    this.#progress = { version, read: 0 };
    try {
      await written();
      const report = await evaluateShop({
        shop: settings,
        storage,
        point,
        policies,
        estimators: estimatorsAsked({ point, policies, ...(estimators === undefined ? {} : { estimators }) }),
        now: clock.now(),
        ...(since === undefined ? {} : { from: since }),
        ...(until === undefined ? {} : { to: until }),
        ...(places === undefined ? {} : { places }),
        most: mostChoices,
        signal: this.#stop.signal,
        progress: (read) => {
          this.#progress = { version, read };
        },
      });
      return { report: toldReport(report) };
    } catch (error) {
      // The same question would fail again, unless it was the storage that failed.
      if (!(error instanceof ArmoireError) || error.code === 'STORAGE_UNAVAILABLE') throw error;
      const { code, message, fix } = error.toJSON();
      return { failure: { code, message, ...(fix === undefined ? {} : { fix }) } };
    } finally {
      this.#progress = undefined;
    }
  }

  async #newest(): Promise<Setting | undefined> {
    const { settings, storage } = this.#parts;
    return (await storage.settings.history(settings.id, settingName, 1))[0];
  }

  async #told(setting: Setting): Promise<Evaluation> {
    const kept = keptOf(setting);
    const told = { ...kept, startedBy: setting.actor };
    if (kept.report !== undefined) return { ...told, state: 'done' };
    const failure = kept.failure ?? (await this.#lost(kept));
    if (failure !== undefined) return { ...told, failure, state: 'failed' };
    const own = this.#progress?.version === setting.version ? { read: this.#progress.read } : {};
    return { ...told, ...own, state: 'running' };
  }

  /** Why nobody does it any more, if that is so. */
  async #lost({ startedAt }: Kept): Promise<Evaluation['failure']> {
    const { settings, storage, clock } = this.#parts;
    const jobs = await storage.jobs.list(settings.id);
    const own = jobs.filter(({ kind }) => kind === runEvaluation);
    if (own.some(({ status }) => status !== 'failed')) return undefined;
    const failed = own.find(({ attempt }) => attempt > 0);
    if (failed === undefined && clock.now() < startedAt + patience) return undefined;
    return {
      code: 'INTERNAL',
      message: failed?.reason ?? 'The evaluation was lost',
      fix: 'Start it again; if that fails too, look into the log of the server.',
    };
  }
}

function keptOf({ value }: Setting): Kept {
  return value as Kept;
}

function hasEnded(setting: Setting): boolean {
  const { report, failure } = keptOf(setting);
  return report !== undefined || failure !== undefined;
}

function busy(): ArmoireError {
  return new ArmoireError('CONFLICT', 'An evaluation is under way', {
    fix: 'Wait until it has ended: a shop has one at a time.',
  });
}
