import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline as pipe, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArmoireError, type Instant } from '@armoire/protocol';

/** How much of a file its fingerprint covers, in bytes. */
const fingerprinted = 1024 * 1024;

/** A file to import, plain or gzip, that can be read from the start any number of times. */
export interface Source {
  /** As the caller wrote it; `-` is standard input. */
  readonly name: string;
  /** Size on disk in bytes, compressed where it is. */
  readonly size: number;
  /** Of the first MiB on disk, in hexadecimal. */
  readonly sha256: string;
  readonly modifiedAt: Instant;
  /** The decompressed bytes from the start. @throws ArmoireError INVALID_INPUT when a compressed file is damaged */
  chunks(): AsyncGenerator<Buffer>;
  /** Removes what was put on disk for standard input. */
  dispose(): Promise<void>;
}

export interface SourceOptions {
  /** Read when the file is `-`. */
  readonly stdin?: Readable;
  /** Hears the number of bytes that were read from disk. */
  readonly onBytes?: (count: number) => void;
}

/**
 * Opens a file. Standard input is first copied to a temporary file, since formats may read twice, and since a
 * fingerprint is needed to resume.
 *
 * @throws ArmoireError NOT_FOUND
 */
export async function openSource(file: string, options: SourceOptions = {}): Promise<Source> {
  if (file !== '-') return describe(file, file, options, async () => {});
  const copy = join(tmpdir(), `armoire-import-${randomUUID()}`);
  const remove = (): Promise<void> => rm(copy, { force: true });
  try {
    await pipeline(options.stdin ?? process.stdin, createWriteStream(copy, { mode: 0o600 }));
    return await describe(file, copy, options, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function describe(
  name: string,
  path: string,
  options: SourceOptions,
  dispose: () => Promise<void>,
): Promise<Source> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  if (!found.isFile()) throw unreadable(name, undefined);
  const start = await head(path).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  const compressed = start[0] === 0x1f && start[1] === 0x8b;
  return {
    name,
    size: found.size,
    sha256: createHash('sha256').update(start).digest('hex'),
    modifiedAt: Math.floor(found.mtimeMs),
    chunks: () => read(name, path, compressed, options.onBytes),
    dispose,
  };
}

async function head(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(fingerprinted), 0, fingerprinted, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* read(
  name: string,
  path: string,
  compressed: boolean,
  onBytes: ((count: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path);
  if (onBytes !== undefined) raw.on('data', (chunk) => onBytes(chunk.length));
  // The callback's error arrives a second time through the loop below, which is where it is handled.
  const bytes = compressed ? pipe(raw, createGunzip({ chunkSize: 65_536 }), () => {}) : raw;
  try {
    for await (const chunk of bytes) yield chunk as Buffer;
  } catch (cause) {
    if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
    throw new ArmoireError('INVALID_INPUT', `${name} is a damaged or incomplete gzip file`, {
      fix: 'Fetch the file again and compare its size, then run the same command: it goes on where it stopped.',
      cause,
    });
  }
}

function unreadable(name: string, cause: unknown): ArmoireError {
  return new ArmoireError('NOT_FOUND', `${name} is no file that can be read`, {
    fix: 'Check the path and the permissions, or give - to read standard input.',
    cause,
  });
}
