/*
 * The first thing that runs: on a Node that is too old it says so and ends, before anything is loaded that such a
 * Node could not even parse. No imports, and no syntax newer than modules.
 */
const version = process.versions.node.split('.');
const major = Number(version[0]);
const minor = Number(version[1]);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    'armoire: Node ' +
      process.versions.node +
      ' is too old. Install Node 22.18 or later, from https://nodejs.org\n',
  );
  process.exit(2);
}

export {};
