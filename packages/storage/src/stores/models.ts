import { createHash } from 'node:crypto';
import type { ModelRoles, ModelStore, ModelVersion, NewModel, StoredModel } from '@armoire/core';
import { ArmoireError, type Instant, type ShopId } from '@armoire/protocol';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

type Role = Parameters<ModelStore['assign']>[3];
type Row = Omit<ModelVersion, 'metadata'> & { readonly metadata: string };

const columns = ['id', 'version', 'at', 'hash', 'size', 'metadata'] as const;

/** Versions of models with their bytes, and the turns in which they had each role. */
export class ModelVersions implements ModelStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async put(shop: ShopId, model: NewModel): Promise<ModelVersion> {
    const { id, version, at, metadata } = model;
    const bytes = Buffer.from(model.bytes);
    const row = {
      id,
      version,
      at,
      hash: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      metadata: JSON.stringify(metadata ?? null),
    };
    const known = (await this.#rows(shop, id)).find((one) => one.version === version);
    if (known !== undefined && (known.hash !== row.hash || known.metadata !== row.metadata))
      throw taken(id, version);
    if (known !== undefined) return versionOf(known);
    await this.#connection.db
      .insertInto('armoire_models')
      .values({ shop, ...row, bytes })
      .execute();
    return versionOf(row);
  }

  async get(shop: ShopId, id: string, version: number): Promise<StoredModel | undefined> {
    const row = await this.#connection.db
      .selectFrom('armoire_models')
      .select([...columns, 'bytes'])
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { bytes, ...rest } = row;
    return { ...versionOf(rest), bytes: new Uint8Array(bytes) };
  }

  async list(shop: ShopId, id: string): Promise<readonly ModelVersion[]> {
    return (await this.#rows(shop, id)).map(versionOf);
  }

  async assign(shop: ShopId, id: string, version: number, role: Role, at: Instant): Promise<void> {
    const known = (await this.#rows(shop, id)).some((row) => row.version === version);
    if (!known) throw unknown(id, version);
    const [last] = await this.#turns(shop, id, role, 1);
    if (last?.version === version) return;
    await this.#connection.db
      .insertInto('armoire_model_roles')
      .values({ shop, id, role, turn: (last?.turn ?? 0) + 1, version, at })
      .execute();
  }

  async roles(shop: ShopId, id: string): Promise<ModelRoles> {
    const [champion, previous] = await this.#turns(shop, id, 'champion', 2);
    const [challenger] = await this.#turns(shop, id, 'challenger', 1);
    return {
      ...(champion && { champion: champion.version }),
      ...(previous && { previous: previous.version }),
      // Whoever won is no longer a challenger.
      ...(challenger && challenger.version !== champion?.version && { challenger: challenger.version }),
    };
  }

  #rows(shop: ShopId, id: string): Promise<Row[]> {
    return this.#connection.db
      .selectFrom('armoire_models')
      .select(columns)
      .where('shop', '=', shop)
      .where('id', '=', id)
      .orderBy('version', 'desc')
      .execute();
  }

  #turns(shop: ShopId, id: string, role: Role, limit: number): Promise<{ turn: number; version: number }[]> {
    return this.#connection.db
      .selectFrom('armoire_model_roles')
      .select(['turn', 'version'])
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('role', '=', role)
      .orderBy('turn', 'desc')
      .limit(limit)
      .execute();
  }
}

function versionOf({ metadata, ...row }: Row): ModelVersion {
  return { ...row, metadata: parsed<unknown>(metadata) };
}

function taken(id: string, version: number): ArmoireError {
  return new ArmoireError(
    'CONFLICT',
    `Version ${version} of the model "${id}" is there already, and is another`,
    {
      fix: 'Give the model the next version.',
    },
  );
}

function unknown(id: string, version: number): ArmoireError {
  return new ArmoireError('NOT_FOUND', `There is no version ${version} of the model "${id}"`, {
    fix: 'Store the version before it gets a role.',
  });
}
