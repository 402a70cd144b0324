// The house's shape as a lint rule: imports point one way (docs: architecture, "Shape").

/** layer (a folder of src/) → the layers that it may import. */
export const layers = {
  model: [],
  rules: ['model'],
  criteria: ['model'],
  query: ['model', 'criteria'],
  store: ['model', 'rules', 'criteria', 'query'],
  adapters: ['model', 'rules', 'criteria', 'query', 'store'],
  server: ['model', 'rules', 'criteria', 'query', 'store'],
  msw: ['model', 'store', 'server'],
  importer: ['model', 'rules', 'criteria', 'store'],
  events: ['model', 'criteria'],
  locale: ['rules'],
  ui: ['locale'],
  controllers: ['model', 'rules', 'criteria', 'query', 'store', 'locale'],
  elements: [
    'model',
    'rules',
    'criteria',
    'query',
    'store',
    'importer',
    'events',
    'locale',
    'ui',
    'controllers',
  ],
};

/** These run without a DOM, on a server too. */
export const withoutDom = [
  'model',
  'rules',
  'criteria',
  'query',
  'store',
  'adapters',
  'server',
  'msw',
  'importer',
];

/** A file or folder may also load these layers, but only with import(): they stay out of its bundle. */
const lazily = { 'src/elements/provider/': ['adapters'] };

/** package → the only files and folders that may import it. */
const packages = {
  sortablejs: ['src/controllers/sortable-controller.ts', 'bench/views/board/sortable.ts'],
  papaparse: ['src/importer/'],
  idb: ['src/adapters/indexeddb/', 'src/adapters/outbox/'],
  'eventsource-parser': ['src/adapters/http/', 'test/'],
  'libpg-query': ['test/'],
  kysely: ['src/server/sql/', 'test/', 'bench/'],
  pg: ['src/server/sql/postgres.ts', 'test/', 'bench/'],
  '@electric-sql/pglite': ['src/server/sql/pglite.ts', 'test/', 'bench/'],
  msw: ['src/msw/', 'test/', 'stories/', '.storybook/'],
  lit: ['src/', 'demo/', 'stories/', 'test/', '.storybook/', 'bench/'],
  '@lit/context': ['src/controllers/', 'src/elements/', 'test/', 'stories/'],
};

/** @type {import('eslint').Rule.RuleModule} */
export const rule = {
  meta: {
    type: 'problem',
    docs: { description: 'imports point one way between the layers of src/' },
    schema: [],
    messages: {
      layer: 'src/{{from}} may not import from src/{{to}} (allowed: {{allowed}}).',
      lazy: 'This file may load src/{{to}} only with import(), so that it stays out of the bundle.',
      unknown: 'src/{{layer}} is not a layer: add it to scripts/eslint/layers.js.',
      package: '"{{name}}" may be imported only in {{allowed}}.',
      dom: 'src/{{from}} runs without a DOM and may not import "{{name}}".',
    },
  },
  create(context) {
    const file = relativePath(context.filename, context.cwd);
    const from = layerOf(file);

    function check(source, { dynamic = false } = {}) {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const specifier = source.value;
      const problem = specifier.startsWith('.')
        ? checkPath(resolve(file, specifier), dynamic)
        : checkPackage(specifier);
      if (problem) context.report({ node: source, ...problem });
    }

    function checkPath(target, dynamic) {
      const to = layerOf(target);
      if (!from || !to || from === to) return undefined;
      if (!layers[from]) return { messageId: 'unknown', data: { layer: from } };
      if (layers[from].includes(to)) return undefined;
      if (mayLoadLazily(file, to)) return dynamic ? undefined : { messageId: 'lazy', data: { to } };
      return { messageId: 'layer', data: { from, to, allowed: layers[from].join(', ') || 'none' } };
    }

    function checkPackage(specifier) {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      if (
        withoutDom.includes(from) &&
        (name === 'lit' || name.startsWith('@lit/') || name.startsWith('lit-'))
      ) {
        return { messageId: 'dom', data: { from, name: specifier } };
      }
      const allowed = packages[name];
      if (!allowed || allowed.some((place) => file.startsWith(place))) return undefined;
      return { messageId: 'package', data: { name, allowed: allowed.join(', ') } };
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source, { dynamic: true }),
      // `type X = import('…').X`
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

export default { meta: { name: 'leadkit' }, rules: { layers: rule } };

function mayLoadLazily(file, layer) {
  return Object.entries(lazily).some(([place, allowed]) => file.startsWith(place) && allowed.includes(layer));
}

/** `src/store/journal.ts` → `store`; files directly in src/ (the entry) belong to no layer. */
function layerOf(path) {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function relativePath(filename, cwd) {
  const path = filename.replaceAll('\\', '/');
  const base = `${cwd.replaceAll('\\', '/')}/`;
  return path.startsWith(base) ? path.slice(base.length) : path;
}

function resolve(file, specifier) {
  return new URL(specifier, `file:///${file}`).pathname.slice(1);
}
