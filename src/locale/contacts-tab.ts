import { defineMessages } from './messages.js';

/** The grid of records and the Contacts tab. */
export const contactsTabMessages = /* @__PURE__ */ defineMessages('contactsTab', {
  contacts: 'Contacts',
  companies: 'Companies',
  contactsOf: 'Contacts of {company}',
  formerEmployees: 'Former employees',
  former: '(former)',
  addContact: 'Add contact',
  newContact: 'New contact',
  contactAdded: '{name} has been added.',
  emptyCompany: 'This company has no contacts yet.',

  // How many
  shownContacts: { one: '{shown} of {count} contact', other: '{shown} of {count} contacts' },
  shownCompanies: { one: '{shown} of {count} company', other: '{shown} of {count} companies' },
  noContacts: 'There are no contacts here.',
  noCompanies: 'There are no companies here.',
  noneMatch: 'Nothing matches the filters.',

  // Filters
  filter: 'Filter',
  filterBy: 'Filter by',
  filterColumn: 'Filter {column}',
  changeFilter: 'Change filter: {filter}',
  removeFilter: 'Remove filter: {filter}',
  resetFilters: 'Reset all',

  // Groups
  groupBy: 'Group by',
  groupedBy: 'Grouped by {field}',
  removeGroup: 'Remove grouping by {field}',
  ungroup: 'Remove grouping',
  groupValue: '{field}: {value}',
  groupNone: '{field}: none',

  // Columns
  customise: 'Customise columns',

  // What is done with chosen rows
  chosen: { one: '{count} selected', other: '{count} selected' },
  clearChoice: 'Clear selection',
  setStatus: 'Set lead status…',
  settingStatus: 'Setting the lead status of {count} contacts…',
  loaded: '{loaded} of {count} loaded',
  stop: 'Stop',
});

export type ContactsTabKey = keyof (typeof contactsTabMessages)['en'];
