import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import leadkit, { withoutDom } from './scripts/eslint/layers.js';

const typescript = ['**/*.ts'];
const inLayers = (...names) => names.map((name) => `src/${name}/**/*.ts`);

/** What a browser has and Node has not. */
const domGlobals = Object.keys(globals.browser).filter((name) => !(name in globals['shared-node-browser']));
const forbidGlobals = (names) => [
  'error',
  ...names.map((name) => ({ name, message: 'This layer runs without a DOM.' })),
];
const indexedDbGlobals = (name) => name.toLowerCase() === 'indexeddb' || name.startsWith('IDB');

/** Everything works under Trusted Types, and nothing of a user becomes markup, code or a pattern. */
const noPatterns = {
  selector: ':matches(NewExpression, CallExpression)[callee.name="RegExp"]:not([arguments.0.type="Literal"])',
  message: 'No RegExp from a variable (SPEC Q6): compare strings.',
};

const forbiddenSyntax = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'No markup from strings: use html`…` or textContent.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
    message: 'No markup from strings: use html`…` or textContent.',
  },
  {
    selector: 'ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG|unsafeMathML|unsafeStatic|unsafeCSS)$/]',
    message: 'No unsafe directives.',
  },
  noPatterns,
];

export default tseslint.config(
  { ignores: ['dist', 'storybook-static', 'demo-dist', 'coverage', '.cache', 'custom-elements.json'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  { plugins: { leadkit }, rules: { 'leadkit/layers': 'error' } },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
  {
    files: ['scripts/stories.mjs', 'scripts/lib/story-backends.mjs'],
    languageOptions: { globals: { window: 'readonly' } },
  },
  {
    files: typescript,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...forbiddenSyntax],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // An AbortSignal's reason is unknown, and rejecting with it is the custom.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: [...inLayers('ui', 'controllers', 'elements', 'locale'), 'demo/**/*.ts', 'stories/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended'], litA11y.configs.recommended],
    settings: { wc: { elementBaseClasses: ['LitElement', 'LeadElement'] } },
    rules: {
      'lit/no-template-map': 'off',
      'lit/no-legacy-template-syntax': 'error',
      'lit/no-useless-template-literals': 'error',
      'wc/guard-super-call': 'off',
      // In a listbox, menu or grid the container has the keys; axe and the keyboard tests look at the result.
      'lit-a11y/click-events-have-key-events': 'off',
    },
  },
  {
    files: inLayers(...withoutDom.filter((name) => name !== 'adapters' && name !== 'importer')),
    rules: { 'no-restricted-globals': forbidGlobals(domGlobals) },
  },
  {
    files: inLayers('importer'),
    rules: { 'no-restricted-globals': forbidGlobals(domGlobals.filter((name) => name !== 'File')) },
  },
  {
    files: inLayers('adapters'),
    rules: {
      'no-restricted-globals': forbidGlobals(
        domGlobals.filter((name) => !indexedDbGlobals(name) && name !== 'BroadcastChannel'),
      ),
    },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts'],
    rules: {
      // chai's `expect(x).to.be.true`
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Tests put names of their own sample data into patterns; nobody else's text comes near them.
      'no-restricted-syntax': ['error', ...forbiddenSyntax.filter((rule) => rule !== noPatterns)],
      // @open-wc/semantic-dom-diff types every `.equal()` as a promise; only its snapshots are one.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: '@types/chai', name: 'Equal' }] },
      ],
    },
  },
);
