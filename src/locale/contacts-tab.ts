import { defineMessages } from './messages.js';

/** The grid of records and the Contacts tab. */
export const contactsTabMessages = defineMessages('contactsTab', {
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
  clear: 'Clear',
  operator: 'Operator',
  value: 'Value',
  from: 'From',
  to: 'To',
  amount: 'Number of periods',
  period: 'Period',
  searchOptions: 'Search options',
  noOption: 'No option matches.',

  // Groups
  groupBy: 'Group by',
  groupedBy: 'Grouped by {field}',
  removeGroup: 'Remove grouping by {field}',
  ungroup: 'Remove grouping',
  groupValue: '{field}: {value}',
  groupNone: '{field}: none',

  // Columns
  customise: 'Customise columns',
  searchColumns: 'Search columns',
  available: 'Columns',
  order: 'Order',
  moveUp: 'Move {column} up',
  moveDown: 'Move {column} down',
  removeColumn: 'Remove {column}',
  columnMoved: '{column} is now column {position} of {count}.',
  resetColumns: 'Reset to default',
  ok: 'OK',
  needsColumn: 'Choose at least one column.',
  noColumn: 'No column matches.',

  // What is done with chosen rows
  chosen: { one: '{count} selected', other: '{count} selected' },
  clearChoice: 'Clear selection',
  setStatus: 'Set lead status…',
  statusSet: {
    one: '{count} contact is now {status}.',
    other: '{count} contacts are now {status}.',
  },
  statusSame: 'Nothing to change: they are {status} already.',
  leftAsIs: {
    one: '{count} is left as it is: {why}',
    other: '{count} are left as they are: {why}',
  },
  left: '{reason} ({count})',
  'left.no-company': 'no company',
  'left.company-without-category': 'the company has no category',
  'left.category-missing': 'the company’s category is not in the list',
  'left.category-not-potential-customer': 'the company is no potential customer',
  'left.category-lead-status-off': 'lead status is not enabled for the company’s category',
  'left.item-deleted': 'the status has been deleted',
  'left.record-not-found': 'no longer there',
  undone: 'Undone.',
});

export type ContactsTabKey = keyof (typeof contactsTabMessages)['en'];
