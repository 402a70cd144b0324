import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { openApiDocument } from '../../../src/server/openapi/document.js';

type Json = Readonly<Record<string, unknown>>;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(openApiDocument, 'openapi');

const pathPatterns = Object.keys(openApiDocument.paths).map((path) => path.split('/'));

/** What the document says about an exchange; fails the test when it says nothing of it. */
export class Exchange {
  readonly #operation: string;
  readonly #known: Json;

  constructor(method: string, path: string) {
    const steps = path.split('?')[0]!.split('/');
    const pattern = pathPatterns.find(
      (each) =>
        each.length === steps.length && each.every((part, at) => part.startsWith('{') || part === steps[at]),
    );
    const item = openApiDocument.paths[pattern?.join('/') ?? ''] as Json | undefined;
    const operation = item?.[method.toLowerCase()];
    expect(operation, `${method} ${path} in openapi.json`).toBeDefined();
    this.#operation = `#/paths/${escape(pattern!.join('/'))}/${method.toLowerCase()}`;
    this.#known = operation as Json;
  }

  /** That a request with this body may be sent. */
  expectRequest(body: unknown, type: string): void {
    expect(this.#complaints(`${this.#operation}/requestBody/content/${escape(type)}/schema`, body)).toEqual(
      [],
    );
  }

  /** That it may be answered so: the status, the media type, the headers that must be there, and the body. */
  expectAnswer(status: number, headers: Headers, body: unknown): void {
    const responses = this.#known['responses'] as Json;
    expect(Object.keys(responses), `statuses of ${this.#operation}`).toContain(String(status));
    const { $ref } = responses[status] as { $ref?: string };
    const pointer = $ref ?? `${this.#operation}/responses/${status}`;
    const response = resolve(pointer) as { content?: Json; headers?: Record<string, { required?: boolean }> };
    for (const [name, { required }] of Object.entries(response.headers ?? {}))
      if (required) expect(headers.get(name), name).not.toBeNull();
    const [type] = Object.keys(response.content ?? {});
    if (!type) expect(body).toBeUndefined();
    else {
      expect(headers.get('Content-Type')).toBe(type);
      expect(this.#complaints(`${pointer}/content/${escape(type)}/schema`, body)).toEqual([]);
    }
  }

  #complaints(pointer: string, value: unknown): readonly string[] {
    const validate = ajv.getSchema(`openapi${pointer}`) as ValidateFunction | undefined;
    expect(validate, pointer).toBeDefined();
    if (validate!(value)) return [];
    return (validate!.errors ?? []).map(
      ({ instancePath, message }) => `${pointer}: ${instancePath} ${message}`,
    );
  }
}

function resolve(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Json)[step], openApiDocument);
}

function escape(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
