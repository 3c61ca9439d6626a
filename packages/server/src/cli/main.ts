#!/usr/bin/env node
import './node-guard.ts';

// Loaded only now: an old Node parses everything that is imported above before the guard can speak.
void import('./program.ts').then(async ({ main }) => {
  process.exitCode = await main(process.argv);
});
