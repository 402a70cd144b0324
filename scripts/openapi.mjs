// npm run openapi: writes openapi.json from src/server/openapi. A test fails when the file is not what this writes.
import { writeFileSync } from 'node:fs';
import { inProject } from './lib/paths.mjs';
import { readOpenApi } from './lib/openapi.mjs';

writeFileSync(inProject('openapi.json'), await readOpenApi());
