// Makes a bare clone ready: run by npm before `start` and `test`. It may meet any Node, so it has no
// dependencies and keeps to syntax and imports that Node 14 reads.
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'fs';
import { delimiter, dirname, join, resolve, sep } from 'path';
import { fileURLToPath } from 'url';

const NEEDED = [20, 19];
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.armoire-setup');
const windows = process.platform === 'win32';
const pinned = join(modules, '.bin', windows ? 'node.cmd' : 'node');

// Many packages ask for the pinned Node, which is not there yet: npm's warnings about it mean nothing here.
const arguments_ = ['ci', '--loglevel=error'];

function say(line) {
  process.stderr.write(`armoire: ${line}\n`);
}

function tooOld(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]);
}

/** Node binaries and prebuilt addons differ by platform: a folder carried elsewhere is not installed there. */
function stampFor(lock) {
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Whether a plain `npm install` has already put there what the lock file asks for. */
function holdsWhatIsLocked(lock) {
  const hidden = read(join(modules, '.package-lock.json'));
  if (hidden === '' || spawnSync(pinned, ['--version'], { shell: windows }).status !== 0) return false;
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(hidden).packages;
  const same = (path) =>
    present[path] !== undefined &&
    present[path].version === wanted[path].version &&
    present[path].integrity === wanted[path].integrity;
  return (
    Object.keys(present).every((path) => wanted[path] !== undefined) &&
    Object.keys(wanted).every(
      (path) => !path.startsWith('node_modules/') || same(path) || (wanted[path].optional && !present[path]),
    )
  );
}

function inside(path) {
  return resolve(path).startsWith(modules + sep);
}

/** The Node that installs must not be the pinned one, which `npm ci` deletes while it works. */
function outerNode(folders) {
  if (!inside(realpathSync(process.execPath))) return process.execPath;
  const name = windows ? 'node.exe' : 'node';
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  return found === undefined ? process.execPath : found;
}

function install() {
  const folders = (process.env.PATH || '').split(delimiter).filter((folder) => folder && !inside(folder));
  const env = { ...process.env, PATH: folders.join(delimiter) };
  const npm = process.env.npm_execpath || '';
  const options = { cwd: root, env, stdio: ['ignore', 2, 2] };
  return npm.endsWith('npm-cli.js')
    ? spawnSync(outerNode(folders), [npm, ...arguments_], options)
    : spawnSync('npm', arguments_, { ...options, shell: windows });
}

function main() {
  if (tooOld(process.versions.node)) {
    say(
      `found Node ${process.versions.node}, but ${NEEDED.join('.')} or newer is needed: ` +
        'install a current Node (nodejs.org, or your version manager) and run the command again.',
    );
    return 1;
  }
  const lock = read(lockFile);
  if (lock === '') {
    say(
      'package-lock.json is missing: restore it (git checkout package-lock.json) and run the command again.',
    );
    return 1;
  }
  if (existsSync(pinned)) {
    if (read(stampFile) === stampFor(lock)) return 0;
    if (holdsWhatIsLocked(lock)) {
      writeFileSync(stampFile, stampFor(lock));
      return 0;
    }
  }
  say(
    existsSync(modules)
      ? 'node_modules differs from package-lock.json: installing again (npm ci) …'
      : 'first use: installing the dependencies and the pinned Node (npm ci) …',
  );
  const started = process.hrtime();
  const result = install();
  if (result.status !== 0) {
    const why = result.error ? result.error.message : `exit code ${result.status}`;
    say(
      `npm ci failed (${why}): see its output above; the first set-up needs the npm registry within reach.`,
    );
    return 1;
  }
  writeFileSync(stampFile, stampFor(lock));
  say(`installed in ${process.hrtime(started)[0]} s.`);
  return 0;
}

process.exitCode = main();
