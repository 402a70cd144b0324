import initialize from 'wabt';
import { inProject } from './paths.mjs';

export const source = inProject('src/query/columnar/simd/kernels.wat');
export const target = inProject('src/query/columnar/simd/module.ts');

/** WebAssembly text as a module, checked. */
export async function assemble(text) {
  const features = { simd: true };
  const { parseWat } = await initialize();
  const parsed = parseWat('kernels.wat', text, features);
  try {
    parsed.validate(features);
    return Buffer.from(parsed.toBinary({}).buffer);
  } finally {
    parsed.destroy();
  }
}

/** The TypeScript that holds a module. */
export const moduleText = (bytes) =>
  `// Made by \`npm run wasm\` from kernels.wat.\nexport const wasm =\n  '${bytes.toString('base64')}';\n`;
