import {
  createODataAdapter,
  type ODataAdapterOptions,
  type ODataMapping,
} from '../../../src/adapters/odata/index.js';
import { bodyOf } from '../../../src/adapters/odata/entities.js';
import { tableOf, tablesOf } from '../../../src/adapters/odata/columns.js';
import { rowsOf } from '../../../src/adapters/rows.js';
import { entityNames } from '../../../src/model/records.js';
import type { LeadAdapter, Rows } from '../../../src/store/port.js';
import { FakeService, type ServiceOptions } from './service.js';

// A CRM with names of its own behind OData.

export const crmBase = 'https://crm.example/odata/';

const text = 'Edm.String';
const instant = 'Edm.DateTimeOffset';
const yesNo = 'Edm.Boolean';

export const crmSets: ServiceOptions['sets'] = {
  People: {
    key: 'PersonId',
    properties: {
      PersonId: text,
      OrganisationId: text,
      GivenName: text,
      Surname: text,
      Role: text,
      Mail: text,
      Phone: text,
      Mobile: text,
      StageId: 'Edm.Int32',
      Left: yesNo,
      Remark: text,
      CreatedAt: instant,
      ChangedAt: instant,
      Budget: 'Edm.Decimal',
      Newsletter: yesNo,
      Birthday: 'Edm.Date',
      Hobby: text,
    },
    navigation: {
      Organisation: { set: 'Organisations', by: 'OrganisationId' },
      Stage: { set: 'Stages', by: 'StageId' },
    },
  },
  Organisations: {
    key: 'Id',
    properties: {
      Id: text,
      Title: text,
      KindId: text,
      Business: text,
      City: text,
      Country: text,
      Phone: text,
      Mail: text,
      Web: text,
      Owner: text,
      CreatedAt: instant,
      ChangedAt: instant,
      Size: text,
    },
    navigation: { Kind: { set: 'Kinds', by: 'KindId' } },
  },
  Stages: {
    key: 'Id',
    properties: { Id: 'Edm.Int32', Title: text, Help: text, Rank: 'Edm.Int32', Gone: yesNo, Colour: text },
  },
  Kinds: {
    key: 'Id',
    properties: {
      Id: text,
      Title: text,
      Help: text,
      Rank: 'Edm.Int32',
      Gone: yesNo,
      Group: text,
      Leads: yesNo,
    },
  },
  Settings: {
    key: 'Id',
    properties: { Id: text, DefaultStageId: 'Edm.Int32', OnReturn: text, Fields: text },
  },
  Selections: {
    key: 'Id',
    properties: {
      Id: text,
      Title: text,
      Help: text,
      Of: text,
      Source: text,
      CreatedAt: instant,
      ChangedAt: instant,
    },
  },
  Preferences: { key: 'Key', properties: { Key: text, Value: text } },
};

const list = { name: 'Title', description: 'Help', rank: 'Rank', deleted: 'Gone' };
const times = { created: 'CreatedAt', updated: 'ChangedAt' };
const stage = { name: 'StageId', type: 'number', sort: 'Stage/Rank' } as const;

export const crmMapping = {
  contact: {
    set: 'People',
    key: 'PersonId',
    properties: {
      companyId: 'OrganisationId',
      firstName: 'GivenName',
      lastName: 'Surname',
      title: 'Role',
      email: 'Mail',
      phone: 'Phone',
      mobile: 'Mobile',
      leadStatusId: stage,
      retired: 'Left',
      note: 'Remark',
      ...times,
    },
    extra: { budget: 'Budget', newsletter: 'Newsletter', birthday: 'Birthday', hobby: 'Hobby' },
    company: 'Organisation',
  },
  company: {
    set: 'Organisations',
    key: 'Id',
    properties: {
      name: 'Title',
      categoryId: { name: 'KindId', sort: 'Kind/Rank' },
      business: 'Business',
      city: 'City',
      country: 'Country',
      phone: 'Phone',
      email: 'Mail',
      website: 'Web',
      owner: 'Owner',
      ...times,
    },
    extra: { size: 'Size' },
  },
  leadStatus: {
    set: 'Stages',
    key: { name: 'Id', type: 'number' },
    properties: { ...list, tone: 'Colour' },
  },
  category: {
    set: 'Kinds',
    key: 'Id',
    properties: {
      ...list,
      group: { name: 'Group', values: { Prospect: 'potentialCustomer' } },
      leadStatusEnabled: 'Leads',
    },
  },
  settings: {
    set: 'Settings',
    key: 'Id',
    properties: {
      defaultStatusId: { name: 'DefaultStageId', type: 'number' },
      onReturn: 'OnReturn',
      fields: 'Fields',
    },
  },
  selection: {
    set: 'Selections',
    key: 'Id',
    properties: { name: 'Title', description: 'Help', of: 'Of', source: 'Source', ...times },
  },
  preference: { set: 'Preferences', key: 'Key', value: 'Value' },
} as const satisfies ODataMapping;

/** A service that holds these rows. */
export function crmService(rows: Rows, options: Partial<ServiceOptions> = {}): FakeService {
  const service = new FakeService({ base: crmBase, sets: crmSets, ...options });
  const tables = tablesOf(crmMapping);
  for (const entity of entityNames) {
    const table = tableOf(tables, entity)!;
    service.fill(
      table.set,
      rowsOf(rows, entity).map((row) => {
        const { id } = row as { id: string };
        const body = bodyOf({ kind: 'create', entity, id, record: row } as never, table);
        return { ...body, [table.key.name]: table.key.type === 'number' ? Number(id) : id };
      }),
    );
  }
  return service;
}

/** An adapter that is connected to it, which does not wait long. */
export function crmAdapter(
  service: Pick<FakeService, 'fetch'>,
  options: Partial<ODataAdapterOptions> = {},
): LeadAdapter {
  return createODataAdapter({
    url: crmBase,
    mapping: crmMapping,
    fetch: (input, init) => service.fetch(new Request(input, init)),
    tries: 2,
    backOff: 1,
    ...options,
  });
}
