import type { Id } from '../../model/records.js';
import { AdapterError } from '../../store/port.js';
import type { Column } from './columns.js';
import { quote } from './quote.js';

// How values stand in addresses and filters. Nothing that a person typed gets there without passing here.

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** An id as it stands in an address; undefined when no entity can have it: `x` where keys are numbers. */
export function idLiteral(id: Id, { type, values }: Column): string | undefined {
  const wire = wireText(id, values);
  if (type === 'number') return /^-?\d{1,19}$/.test(wire) ? wire : undefined;
  if (type === 'guid') return guid.test(wire) ? wire : undefined;
  return textLiteral(wire);
}

export function textLiteral(text: string): string {
  if (text.isWellFormed()) return quote(text);
  throw new AdapterError('invalid', 'The text ends within a character, so no address can hold it.');
}

/** What the service has for a value of ours. */
export function wireText(value: string, values: Column['values'] = {}): string {
  return Object.keys(values).find((wire) => values[wire] === value) ?? value;
}

/** What we have for a value of the service. */
export function modelText(wire: string, values: Column['values'] = {}): string {
  return Object.hasOwn(values, wire) ? values[wire]! : wire;
}
