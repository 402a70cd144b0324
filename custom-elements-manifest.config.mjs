export default {
  globs: ['src/elements/**/*.ts', 'src/ui/**/*.ts'],
  exclude: ['**/*.test.ts', '**/*.stories.ts'],
  outdir: '.',
  litelement: true,
  plugins: [readDefineElement()],
};

/** Our decorator `@defineElement('lead-…')` names the tag, as Lit's `@customElement` would. */
function readDefineElement() {
  return {
    name: 'define-element',
    analyzePhase({ ts, node, moduleDoc }) {
      if (node.kind !== ts.SyntaxKind.ClassDeclaration) return;
      const decorators = ts.canHaveDecorators?.(node) ? (ts.getDecorators(node) ?? []) : [];
      for (const { expression } of decorators) {
        if (expression.expression?.getText() !== 'defineElement') continue;
        const tagName = expression.arguments[0].text;
        const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name?.getText());
        if (!declaration) continue;
        Object.assign(declaration, { tagName, customElement: true });
        moduleDoc.exports = [
          ...(moduleDoc.exports ?? []),
          {
            kind: 'custom-element-definition',
            name: tagName,
            declaration: { name: declaration.name, module: moduleDoc.path },
          },
        ];
      }
    },
  };
}
