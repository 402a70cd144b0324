// npm run build: dist/ mirrors src/ file by file (JavaScript and declarations), plus custom-elements.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'vite';
import { viteMinifyLiterals } from './lib/minify.mjs';
import { inProject, root } from './lib/paths.mjs';

const manifest = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

rmSync(inProject('dist'), { recursive: true, force: true });
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [viteMinifyLiterals],
  build: {
    target: 'es2022',
    sourcemap: false,
    lib: { entry: entries(), formats: ['es'] },
    rolldownOptions: {
      external: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).map(
        (name) => new RegExp(`^${name}(/|$)`),
      ),
      // One file per module keeps `sideEffects` in package.json exact: only elements and ui register tags.
      output: { preserveModules: true, preserveModulesRoot: inProject('src'), entryFileNames: '[name].js' },
    },
  },
});
run('tsc', '-p', 'tsconfig.build.json');
run('cem', 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet');
run('publint', '--strict');

/** package.json's `exports` is the one list of entries: ./dist/x.js is built from src/x.ts. */
function entries() {
  const found = {};
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    const name = target.default.replace(/^\.\/dist\/(.*)\.js$/, '$1');
    const file = inProject(`src/${name}.ts`);
    if (!existsSync(file))
      throw new Error(`package.json exports "${subpath}", but src/${name}.ts does not exist.`);
    found[name] = file;
  }
  return found;
}

function run(command, ...args) {
  const { status } = spawnSync('npx', ['--no-install', command, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(1);
}
