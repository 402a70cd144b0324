import type { Category, Company, Contact, LeadStatus, Settings, Setup } from './records.js';

/** The five predefined lead statuses, in their rank. Ids 1–5 as in the reference product. */
export const defaultLeadStatuses: readonly LeadStatus[] = (
  [
    ['Open', 'slate', 'No outreach has been made by the sales team yet.'],
    ['Contacting', 'amber', 'The sales team is actively trying to reach the lead.'],
    ['Disqualified', 'grey', 'The lead does not meet our criteria and will not be contacted further.'],
    ['Re-nurture', 'violet', 'The lead is not ready now but may be in the future. Marketing can follow up.'],
    ['Qualified', 'green', 'The lead meets all necessary criteria to initiate the sales process.'],
  ] as const
).map(([name, tone, description], index) => ({
  id: String(index + 1),
  name,
  description,
  tone,
  rank: index + 1,
  deleted: false,
}));

/** Categories of a new installation: the four predefined lead categories and one for each other group. */
export const defaultCategories: readonly Category[] = (
  [
    [
      'lead',
      'Lead',
      'potentialCustomer',
      true,
      'A person or company that has shown initial interest but has not yet indicated intent to buy.',
    ],
    [
      'mql',
      'Marketing qualified lead',
      'potentialCustomer',
      true,
      'A lead that matches your target profile or has requested further engagement, such as a demo.',
    ],
    [
      'opportunity',
      'Opportunity',
      'potentialCustomer',
      true,
      'A potential customer that is part of an active sales process.',
    ],
    [
      'lost-opportunity',
      'Lost opportunity',
      'lost',
      false,
      'A potential customer with one or several lost sales.',
    ],
    ['customer', 'Customer', 'customer', false, 'A company that buys from us.'],
    ['former-customer', 'Former customer', 'lost', false, 'A company that used to buy from us.'],
    ['partner', 'Partner', 'partner', false, 'A reseller, integrator or other partner.'],
    ['supplier', 'Supplier', 'other', false, 'A company that we buy from.'],
    ['press', 'Press', 'none', false, null],
  ] as const
).map(([id, name, group, leadStatusEnabled, description], index) => ({
  id,
  name,
  group,
  leadStatusEnabled,
  description,
  rank: index + 1,
  deleted: false,
}));

export const defaultSettings: Settings = {
  id: 'settings',
  defaultStatusId: '1',
  onReturn: 'default',
  fields: [],
};

const companyFields: Omit<Company, 'id'> = {
  name: '',
  categoryId: null,
  business: null,
  city: null,
  country: null,
  phone: null,
  email: null,
  website: null,
  owner: null,
  created: null,
  updated: null,
  extra: {},
};

const contactFields: Omit<Contact, 'id'> = {
  companyId: null,
  firstName: '',
  lastName: '',
  title: null,
  email: null,
  phone: null,
  mobile: null,
  leadStatusId: null,
  retired: false,
  note: null,
  created: null,
  updated: null,
  extra: {},
};

/** A company with nothing filled in but what is given. */
export function emptyCompany(fields: Partial<Company> & Pick<Company, 'id'>): Company {
  return { ...companyFields, ...fields };
}

/** A contact with nothing filled in but what is given. */
export function emptyContact(fields: Partial<Contact> & Pick<Contact, 'id'>): Contact {
  return { ...contactFields, ...fields };
}

/** A setup from its parts; what is left out is that of a new installation. */
export function createSetup(
  parts: {
    categories?: Iterable<Category>;
    leadStatuses?: Iterable<LeadStatus>;
    settings?: Partial<Settings>;
  } = {},
): Setup {
  return {
    categories: new Map([...(parts.categories ?? defaultCategories)].map((item) => [item.id, item])),
    leadStatuses: new Map([...(parts.leadStatuses ?? defaultLeadStatuses)].map((item) => [item.id, item])),
    settings: { ...defaultSettings, ...parts.settings },
  };
}
