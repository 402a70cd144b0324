import { defineMessages } from './messages.js';

/** The saved selections. */
export const selectionsMessages = /* @__PURE__ */ defineMessages('selections', {
  selections: 'Selections',
  search: 'Search selections',
  noMatch: 'No selection matches “{text}”.',
  empty: 'No selections yet. Find contacts or companies and save what you found as a selection.',
  name: 'Name',
  kind: 'Kind',
  of: 'Of',
  members: 'Members',
  updated: 'Updated',
  actions: 'Actions for {name}',
  'kind.static': 'Static',
  'kind.dynamic': 'Dynamic',
  'kind.combined': 'Combined',
  'of.contact': 'Contacts',
  'of.company': 'Companies',

  // Actions
  open: 'Open',
  rename: 'Edit name and description…',
  delete: 'Delete',
  copy: 'Copy',
  combine: 'Combine two…',
  combineWith: 'Combine with another…',
  toStatic: 'Save members as static…',
  copyName: '{name} (copy)',
  copyNameNumbered: '{name} (copy {number})',
  staticName: '{name} (members)',
  copied: 'Copied as {name}',
  madeStatic: { one: '{name} has {count} member', other: '{name} has {count} members' },
  deleted: '{name} deleted',
  restored: '{name} is back',
  usedBy: {
    one: '{name} is part of the combined selection {users}. Delete that one first.',
    other: '{name} is part of the combined selections {users}. Delete those first.',
  },

  // Combine
  combineNeedsTwo: 'Combining needs two selections of contacts, or two of companies.',
  combined: 'Saved as combined selection {name}',

  // In words
  'words.static': 'Members chosen by hand',
  'words.union': 'All who are in {first} or in {second}',
  'words.intersection': 'Those who are in {first} and in {second}',
  'words.onlyFirst': 'Those who are in {first} but not in {second}',
  'words.onlySecond': 'Those who are in {second} but not in {first}',
  'words.difference': 'Those who are in {first} or in {second}, but not in both',
  'words.missing': 'a selection that is gone',
  broken: 'Broken',
});
