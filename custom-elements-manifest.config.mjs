export default {
  globs: ['src/elements/**/*.ts', 'src/ui/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.stories.ts'],
  outdir: '.',
  litelement: true,
};
