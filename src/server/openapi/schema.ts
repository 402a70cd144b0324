/** JSON Schema 2020-12, as far as the document uses it. */
export type Schema = Readonly<Record<string, unknown>>;

/** An object with these members and no others. A name that ends in `?` is optional. */
export function object(members: Readonly<Record<string, Schema>>, more: Schema = {}): Schema {
  const names = Object.keys(members);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), members[name]])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
    ...more,
  };
}

export function list(items: Schema, more: Schema = {}): Schema {
  return { type: 'array', items, ...more };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export function oneOf(...values: readonly (string | number | boolean | null)[]): Schema {
  return { enum: values };
}

export function map(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

export function described(description: string, schema: Schema): Schema {
  return { ...schema, description };
}

export const text: Schema = { type: 'string' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const yesNo: Schema = { type: 'boolean' };
export const number: Schema = { type: 'number' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const id: Schema = { type: 'string', minLength: 1 };
export const idOrNull: Schema = { type: ['string', 'null'], minLength: 1 };
export const instantOrNull: Schema = { type: ['string', 'null'], format: 'date-time' };
