import { defaultCategories, defaultLeadStatuses, defaultSettings } from 'leadkit/model';
import { AdapterError } from 'leadkit/store';

// A backend that calls contacts people and companies organisations: those names stay in this file (A6).
const toContact = ({ id, rev, org, given, family, role, mail, stage }) => ({
  id, version: rev, companyId: org, firstName: given, lastName: family, title: role, email: mail, leadStatusId: stage,
});
const toCompany = ({ id, rev, name, category, town }) => ({ id, version: rev, name, categoryId: category, city: town });
const wireNames = { companyId: 'org', firstName: 'given', lastName: 'family', title: 'role', email: 'mail', leadStatusId: 'stage', categoryId: 'category', city: 'town', name: 'name' };
const toWire = (fields) =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (wireNames[key] ? [[wireNames[key], value]] : [])));

const kinds = { 401: 'unauthorised', 403: 'forbidden', 404: 'notFound', 409: 'conflict', 412: 'conflict', 429: 'rateLimited' };

export function createPeopleAdapter(url) {
  async function call(path, { method = 'GET', body, headers, signal }) {
    signal.throwIfAborted(); // an AbortError is "cancelled" to the store
    const init = { method, signal, headers: { 'content-type': 'application/json', ...headers }, body: body && JSON.stringify(body) };
    const response = await fetch(url + path, init); // what fetch throws is "unavailable"
    if (response.ok) return response.status === 204 ? undefined : response.json();
    const kind = kinds[response.status] ?? (response.status < 500 ? 'invalid' : 'unavailable');
    throw new AdapterError(kind, `${method} ${path}: ${response.status} ${await response.text()}`);
  }

  return {
    name: 'People',
    // Only these can be changed; the elements show the rest, the setup among it, as read-only.
    capabilities: { save: { contact: ['create', 'update', 'delete'], company: ['create', 'update'] } },

    async *read({ signal }) {
      yield { settings: defaultSettings, categories: defaultCategories, leadStatuses: defaultLeadStatuses };
      yield { companies: (await call('/organisations', { signal })).map(toCompany) };
      for (let page = '/people'; page; ) {
        const { people, next } = await call(page, { signal });
        yield { contacts: people.map(toContact) };
        page = next;
      }
    },

    async save(changes, { signal, key }) {
      const sent = changes.map(({ kind, entity, id, record, patch, baseVersion }) => ({
        op: kind,
        of: entity === 'contact' ? 'people' : 'organisations',
        id,
        rev: baseVersion, // the backend answers 412 when it has another one by now
        set: toWire(record ?? patch ?? {}),
      }));
      const revs = await call('/changes', { method: 'POST', signal, body: sent, headers: { 'idempotency-key': key } });
      return revs.map((version) => ({ ok: true, version }));
    },
  };
}
