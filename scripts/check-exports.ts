// Packs every package as npm would publish it and checks the tarball: publint for the manifest, attw for
// what TypeScript makes of it. Run after `npm run build`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = resolve(import.meta.dirname, '..');
const packed = join(root, '.cache/packed');

/** Entry points that are scripts for a browser, not modules for TypeScript. */
const scripts: Record<string, string[]> = { widget: ['armoire.js'] };

function pack(folder: string): { tarball: string; files: string[] } {
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', packed], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const parsed: unknown = JSON.parse(output);
  const [entry] = Object.values(parsed as Record<string, { filename: string; files: { path: string }[] }>);
  if (entry === undefined) throw new Error(`npm pack printed no package for ${folder}`);
  return { tarball: join(packed, entry.filename), files: entry.files.map((file) => file.path) };
}

async function problemsOf(name: string): Promise<string[]> {
  const folder = join(root, 'packages', name);
  if (!existsSync(join(folder, 'dist'))) return ['dist is missing: run `npm run build` first'];
  const { tarball, files } = pack(folder);
  const problems = files.filter((file) => /\.test\./.test(file)).map((file) => `publishes a test: ${file}`);

  const bytes = readFileSync(tarball);
  const { messages } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const message of messages) {
    problems.push(`publint: ${formatMessage(message, manifest) ?? message.code}`);
  }

  const excluded = (scripts[name] ?? []).flatMap((entry) => ['--exclude-entrypoints', entry]);
  const attw = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
      tarball,
      '--profile',
      'esm-only',
      '--no-color',
      '--no-emoji',
      '--format',
      'ascii',
      ...excluded,
    ],
    { encoding: 'utf8' },
  );
  if (attw.status !== 0) problems.push(`attw:\n${attw.stdout}${attw.stderr}`);
  return problems;
}

rmSync(packed, { recursive: true, force: true });
mkdirSync(packed, { recursive: true });
let failed = false;
for (const name of readdirSync(join(root, 'packages')).sort()) {
  const problems = await problemsOf(name);
  failed ||= problems.length > 0;
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} @armoire/${name}`);
  for (const problem of problems) console.log(`     ${problem.replaceAll('\n', '\n     ')}`);
}
process.exitCode = failed ? 1 : 0;
