import { isObject } from '../../model/parse-values.js';
import type { Preferences } from '../../store/port.js';
import { RestProblem } from '../rest/rest-problem.js';
import { parsed } from './entities.js';
import { textLiteral } from './literals.js';
import type { PreferenceMapping } from './mapping.js';
import type { ServiceClient } from './service-client.js';

/** What one person set for oneself: an entity for each key, its value as JSON. */
export function preferencesOf({ rest }: ServiceClient, { set, key, value }: PreferenceMapping): Preferences {
  const addressOf = (wanted: string) => `${set}(${encodeURIComponent(textLiteral(wanted))})`;
  return {
    async read(wanted, { signal }) {
      const call = { method: 'GET', path: addressOf(wanted) } as const;
      const read = (body: unknown): unknown => (isObject(body) ? parsed(String(body[value])) : undefined);
      return rest.call(call, read, signal).catch(unlessMissing);
    },
    async save(wanted, setting, { signal }) {
      const json = JSON.stringify(setting ?? null);
      const headers = { 'If-Match': '*' };
      const change = { method: 'PATCH', path: addressOf(wanted), headers, body: { [value]: json } } as const;
      const create = { method: 'POST', path: set, body: { [key]: wanted, [value]: json } } as const;
      const done = () => {};
      await rest.call(change, done, signal).catch((error: unknown) => {
        unlessMissing(error);
        return rest.call(create, done, signal);
      });
    },
  };
}

/** 404; or 412 where a write asked for what is there. */
function unlessMissing(error: unknown): undefined {
  if (!(error instanceof RestProblem) || (error.status !== 404 && error.status !== 412)) throw error;
}
