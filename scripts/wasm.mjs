// npm run wasm: assembles the query engine's kernels into a module that can be imported without a file beside it. What
// it writes is checked in, and a test assembles again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { assemble, moduleText, source, target } from './lib/wasm.mjs';

const bytes = await assemble(readFileSync(source, 'utf8'));
writeFileSync(target, moduleText(bytes));
console.log(`${bytes.length} bytes`);
