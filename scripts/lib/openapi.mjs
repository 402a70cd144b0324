import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';
import { inProject } from './paths.mjs';

/** The OpenAPI document as the text of its file. */
export async function readOpenApi() {
  const { outputFiles } = await build({
    entryPoints: [inProject('src/server/openapi/document.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
  const { openApiDocument } = await import(module);
  const style = await resolveConfig(inProject('openapi.json'));
  return format(JSON.stringify(openApiDocument), { ...style, parser: 'json' });
}
