// npm run soak [-- NAME]: the soaks of test/soak for five minutes each (LEADKIT_SOAK_SECONDS says otherwise), or only
// the one of that name, such as `server`. LEADKIT_SEED for other dice.
import { spawnSync } from 'node:child_process';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';

ensureInstalled();
const [name = ''] = process.argv.slice(2);
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'unit', `test/soak/${name}`], {
  cwd: root,
  stdio: 'inherit',
  env: { LEADKIT_SOAK_SECONDS: '300', ...process.env },
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
