import type { ReasonCode } from '../rules/reasons.js';
import { defineMessages, type Sentence } from './messages.js';

/** A sentence for each reason of the rules: why something is hidden, read-only or refused. */
export const reasonMessages = defineMessages('reasons', {
  'no-company': 'The contact belongs to no company, so it has no category and no lead status.',
  'company-without-category': 'Lead status needs a category. {company} has none.',
  'category-missing': 'The category of {company} is not in the list of categories.',
  'category-not-potential-customer':
    'Lead status is shown only for companies in the Potential customer group. {company} is {category}, in the group {group}.',
  'category-lead-status-off': 'Lead status is not enabled for the category {category} of {company}.',
  'value-retained':
    'The last value, {status}, is kept: it is hidden and can’t be edited, but it can still be found.',
  'category-inherited': 'A contact has the category of its company. To change it, edit {company}.',
  'item-deleted': '{name} has been deleted from the list and can’t be chosen.',
  'item-not-found': 'There is no item {id} in the list.',
  'item-in-use': {
    one: '{name} is used by {count} record and can’t be removed for good.',
    other: '{name} is used by {count} records and can’t be removed for good.',
  },
  'item-not-deleted': 'Delete {name} before removing it for good.',
  'name-missing': 'Enter a name.',
  'name-taken': '{name} is already in use. Names are unique, deleted ones included.',
  'is-default-status': '{name} is the default status for new leads. Make another status the default first.',
  'automation-may-not-downgrade': 'An automation may not turn a customer back into a potential customer.',
  'breaks-rule-in-backend':
    'The data came like this from the backend, although a rule says otherwise ({rule}).',
  'record-not-found': 'It is no longer there. Somebody may have deleted it.',
  'field-invalid': '{field}: {message}',
  'changed-since': 'It was changed since then, so this can’t be taken back.',
  'nothing-to-undo': 'There is nothing to undo.',
  'backend-takes-no-creation': 'The system behind this page takes no new entries of this kind.',
  'backend-takes-no-update': 'The system behind this page does not let this be changed here.',
  'backend-takes-no-deletion': 'The system behind this page does not let this be deleted here.',
  'backend-cannot-tell':
    'The system behind this page can’t tell which records this would affect, so it was not done.',
} satisfies Record<ReasonCode, Sentence>);
