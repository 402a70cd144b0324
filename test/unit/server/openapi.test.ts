import { Validator } from '@seriousme/openapi-schema-validator';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../src/server/openapi/document.js';

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...structuredClone(openApiDocument) });
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  it('names each operation once, and refers to nothing that is not there', () => {
    const text = JSON.stringify(openApiDocument);
    const operations = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(operations.length).toBeGreaterThan(30);
    expect(new Set(operations).size).toBe(operations.length);
    for (const [, kind, name] of text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g))
      expect(openApiDocument.components[kind as 'schemas'], `${kind}/${name}`).toHaveProperty(name!);
  });

  it('is what stands in openapi.json (npm run openapi)', () => {
    const file = readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
  });
});
