// npm run storybook [-- OPTIONS]: the analyzer's manifest first, since the docs pages are made from it.
import { spawnSync } from 'node:child_process';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';

ensureInstalled();
const run = (command, ...args) =>
  spawnSync('npx', ['--no-install', command, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status;

process.exitCode =
  run('cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet') ||
  run('storybook', 'dev', '--port', '6006', '--disable-telemetry', '--no-open', ...process.argv.slice(2));
