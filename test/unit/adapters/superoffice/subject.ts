import {
  createSuperOfficeAdapter,
  type CustomField,
  type SuperOfficeAdapterOptions,
} from '../../../../src/adapters/superoffice/index.js';
import { IdBook, type IdStorage } from '../../../../src/adapters/superoffice/ids.js';
import type { AdapterSubject } from '../../../../src/adapters/kit/index.js';
import { kitFaults } from '../../../../src/adapters/kit/types.js';
import type { EntityName, HostField, Settings } from '../../../../src/model/records.js';
import {
  createSuperOffice,
  customColumn,
  type SuperOffice,
  type SuperOfficeOptions,
} from '../../../../src/msw/superoffice/index.js';
import { faultyNetwork, type FaultyNetwork } from '../../../helpers/faulty-network.js';

export const address = 'https://sod.superoffice.com/Cust12345/api';

/** When everything happens: the server stamps what is new, and the kit's new records are of this moment. */
export const now = new Date('2026-05-05T05:05:05.000Z');

/** Where one browser keeps which ids are whose numbers: all tabs share it. */
export class FakeStorage implements IdStorage {
  readonly entries = new Map<string, string>();
  getItem = (key: string) => this.entries.get(key) ?? null;
  setItem = (key: string, value: string) => void this.entries.set(key, value);
}

export interface Connection extends FaultyNetwork {
  readonly office: SuperOffice;
  readonly storage: FakeStorage;
  /** Requests that were made: `GET Person/17`. */
  readonly log: string[];
}

/** An installation with these rows, and a network to it that can fail. */
export function connect(options: SuperOfficeOptions = {}): Connection {
  const office = createSuperOffice({ now: () => now, ...options });
  const storage = new FakeStorage();
  const book = new IdBook(storage);
  for (const [name, number] of office.world.numbers) {
    const [entity, id] = name.split('/') as [EntityName, string];
    if (id !== String(number)) book.remember(entity, id, number);
  }
  const log: string[] = [];
  const answer = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    log.push(`${request.method} ${decodeURIComponent(pathname.slice('/Cust12345/api/v1/'.length) + search)}`);
    return office.handler(request);
  };
  const network = faultyNetwork(answer, ({ method }) => method !== 'GET');
  return Object.assign(network, { office, storage, log });
}

export function adapterFor(connection: Connection, options: Partial<SuperOfficeAdapterOptions> = {}) {
  const { fetch, storage } = connection;
  return createSuperOfficeAdapter({
    url: address,
    fetch,
    tries: 2,
    backOff: 1,
    ids: storage,
    now: () => now,
    ...options,
  });
}

/** For the conformance kit. */
export function superOfficeSubject(
  name: string,
  options: Partial<SuperOfficeAdapterOptions> = {},
  installation: Omit<SuperOfficeOptions, 'contacts' | 'companies'> = {},
): AdapterSubject {
  let connection: Connection;
  let fields: readonly CustomField[] = [];
  return {
    name,
    connect: (rows) => {
      const { companies = [], contacts = [], categories = [], leadStatuses = [] } = rows;
      const own = customInstallation((rows.settings as Settings | undefined)?.fields ?? []);
      fields = own.fields;
      const { custom } = own;
      connection = connect({ ...installation, companies, contacts, categories, leadStatuses, custom });
      return adapterFor(connection, { fields, ...options });
    },
    connectAgain: () => adapterFor(connection, { fields, ...options }),
    faults: { kinds: kitFaults, set: (fault) => void (connection.fault = fault) },
  };
}

/** Fields of a host as an administrator of SuperOffice would have added them. */
export function customInstallation(hostFields: readonly HostField[]) {
  const fields = hostFields.map(customField);
  return {
    fields,
    custom: { Contact: columnsFor('company', fields), Person: columnsFor('contact', fields) },
  };
}

const types = { text: 'string', list: 'string', number: 'decimal', date: 'date', yesno: 'bool' } as const;

function customField(field: HostField): CustomField {
  const table = field.entity === 'contact' ? 'personUdef' : 'contactUdef';
  return { ...field, column: `${table}/SuperOffice:${field.key}`, property: field.key };
}

function columnsFor(entity: HostField['entity'], fields: readonly CustomField[]) {
  return fields
    .filter((field) => field.entity === entity)
    .map(({ column, type, property }) => customColumn(column, types[type], property));
}
