import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOptions } from '../options.ts';
import { diskOf } from './disk.ts';

const nothing = async () => {};

it('is full when the file and its log have grown to the limit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  const file = join(folder, 'shop.sqlite');
  try {
    const disk = diskOf(`sqlite:${file}`, 100, nothing);
    expect(disk.isFull()).toBe(false);
    writeFileSync(file, 'x'.repeat(60));
    expect(disk.isFull()).toBe(false);
    writeFileSync(`${file}-wal`, 'x'.repeat(40));
    expect(disk.isFull()).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each(['sqlite::memory:', 'postgres://localhost/shop'])('is never full for %s', (storage) => {
  expect(diskOf(storage, 0, nothing).isFull()).toBe(false);
});

it('is two gigabytes unless the environment says otherwise', () => {
  expect(readOptions({}).disk).toBe(2e9);
  expect(readOptions({ STOREFRONT_DISK: '500' }).disk).toBe(5e8);
  expect(() => readOptions({ STOREFRONT_DISK: 'much' })).toThrow(/STOREFRONT_DISK.*Give megabytes/);
});
