import type { Id } from '../model/records.js';

/** A new id. `crypto.randomUUID` is missing where a page is not served securely, e.g. by http in a company's network. */
export function newId(): Id {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
