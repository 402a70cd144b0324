import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript without declarations
import plugin, { layers as table } from '../../../scripts/eslint/layers.js';

const layers = table as Record<string, string[]>;
const root = process.cwd();

/** The rule's message for one line of code in a file of the project, if any. */
function complaint(file: string, code: string): string | undefined {
  const messages = new Linter({ cwd: root }).verify(
    code,
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { leadkit: plugin },
      rules: { 'leadkit/layers': 'error' },
    },
    join(root, file),
  );
  return messages[0]?.message;
}

describe('leadkit/layers', () => {
  it('lets a layer import itself and what the table allows', () => {
    expect(complaint('src/store/store.ts', `import { a } from './journal.js';`)).toBeUndefined();
    expect(complaint('src/store/store.ts', `import { a } from '../rules/index.js';`)).toBeUndefined();
    expect(complaint('src/elements/board/lead-board.ts', `import '../../ui/menu.js';`)).toBeUndefined();
    expect(complaint('src/elements/board/a/b.ts', `import '../../find/lead-find.js';`)).toBeUndefined();
  });

  it.each([
    ['src/model/record.ts', `import { a } from '../rules/index.js';`],
    ['src/rules/status.ts', `import type { A } from '../store/index.js';`],
    ['src/query/engine.ts', `export { a } from '../rules/index.js';`],
    ['src/query/engine.ts', `export * from '../store/index.js';`],
    ['src/store/store.ts', `type A = import('../adapters/memory/index.js').A;`],
    ['src/store/store.ts', `const a = import('../adapters/memory/index.js');`],
    ['src/ui/menu.ts', `import { a } from '../store/index.js';`],
    ['src/ui/menu.ts', `import { a } from '../model/index.js';`],
    ['src/locale/en.ts', `import { a } from '../model/index.js';`],
    ['src/controllers/store.ts', `import { a } from '../elements/board/lead-board.js';`],
    ['src/elements/board/lead-board.ts', `import { a } from '../../adapters/memory/index.js';`],
  ])('%s may not: %s', (file, code) => {
    expect(complaint(file, code)).toContain('may not import from');
  });

  it('lets lead-provider load adapters, but only lazily', () => {
    const file = 'src/elements/provider/lead-provider.ts';
    expect(complaint(file, `const a = import('../../adapters/memory/index.js');`)).toBeUndefined();
    expect(complaint(file, `import { a } from '../../adapters/memory/index.js';`)).toContain('import()');
  });

  it('knows no layer outside its table', () => {
    expect(complaint('src/misc/a.ts', `import { a } from '../model/index.js';`)).toContain('not a layer');
  });

  it.each([
    ['sortablejs', 'src/controllers/sortable-controller.ts', 'src/elements/board/lead-board.ts'],
    ['papaparse', 'src/importer/csv.ts', 'src/elements/import/lead-import.ts'],
    ['idb', 'src/adapters/indexeddb/index.ts', 'src/adapters/memory/index.ts'],
    ['msw', 'test/helpers/backend.ts', 'src/adapters/memory/index.ts'],
    ['@lit/context', 'src/controllers/store-context.ts', 'src/ui/menu.ts'],
  ])('keeps %s in its place', (name, allowed, forbidden) => {
    expect(complaint(allowed, `import a from '${name}';`)).toBeUndefined();
    expect(complaint(forbidden, `import a from '${name}';`)).toContain('may be imported only in');
  });

  it.each(['model', 'rules', 'criteria', 'query', 'store', 'adapters', 'importer'])(
    '%s has no lit',
    (layer) => {
      expect(complaint(`src/${layer}/a.ts`, `import { html } from 'lit';`)).toContain('without a DOM');
      expect(complaint(`src/${layer}/a.ts`, `import { a } from 'lit/directives/when.js';`)).toContain('DOM');
    },
  );

  it('has a table without cycles that names every folder of src/', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(folders.map((entry) => entry.name)));
    const reachable = (layer: string, path: string[] = []): void => {
      expect(path).not.toContain(layer);
      for (const next of layers[layer] ?? []) reachable(next, [...path, layer]);
    };
    Object.keys(layers).forEach((layer) => reachable(layer));
  });
});
