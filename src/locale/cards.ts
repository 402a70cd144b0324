import { defineMessages } from './messages.js';

/** Sentences of the status badge and the status picker. Apart from the cards', which a picker has no need to load. */
export const statusMessages = /* @__PURE__ */ defineMessages('cards', {
  leadStatus: 'Lead status',
  chooseStatus: 'Choose a lead status',
  statusRequired: 'Choose a lead status.',
  noStatus: 'No lead status',
  unknownStatus: 'This lead status is in no list. The data came like this from the backend.',
  deletedStatus:
    'This lead status has been deleted from the list. It is kept here, but can’t be chosen again.',
  notLoaded: 'Not loaded',
  blocked: 'Not available for this contact',
  statusNotSaved: 'Not saved.',
});

/** Sentences of the two cards. */
export const cardMessages = /* @__PURE__ */ defineMessages('cards', {
  // States
  noContactChosen: 'No contact is chosen.',
  noCompanyChosen: 'No company is chosen.',
  contactMissing: 'This contact is no longer there. Somebody may have deleted it.',
  companyMissing: 'This company is no longer there. Somebody may have deleted it.',
  loadingContact: 'Loading contact',
  loadingCompany: 'Loading company',
  newContact: 'New contact',
  newCompany: 'New company',
  unnamed: 'No name',
  companyGone: 'Unknown company ({id})',

  // Editing
  editContact: 'Edit {name}',
  firstName: 'First name',
  lastName: 'Last name',
  nothingChanged: 'Nothing has changed yet.',
  nameNeeded: 'Enter a first or a last name.',
  companyNameNeeded: 'Enter a name.',
  numberNeeded: '{field}: enter a number.',
  chooseValue: 'Choose which value to keep first: {fields}.',
  goneWhileEditing:
    'It was deleted meanwhile, so it can’t be saved. What you entered stays here until you cancel, so that you can copy it.',
  changedMeanwhile: 'Changed meanwhile to {value}.',
  keepMine: 'Keep mine',
  takeTheirs: 'Take theirs',
  emptyValue: 'nothing',
  emailHint: 'This does not look like an email address.',
  urlHint: 'This does not look like a web address.',
  saved: 'Saved.',
  notSaved: 'Not saved.',
  discardTitle: 'Discard your changes?',
  discardText: 'What you entered here has not been saved.',
  discard: 'Discard',
  keepEditing: 'Keep editing',

  // Choosing a company
  searchCompany: 'Search by name',
  clearCompany: 'Remove the company',
  noCompanyMatches: 'No company has “{text}” in its name.',
  moreCompanies: 'The first {shown} of {total}. Type more to narrow it down.',
  moreCompaniesUnknown: 'The first {shown}. Type more to narrow it down.',
  searchFailed: 'The companies could not be searched.',

  // Explanations
  whyField: 'Why? ({field})',
  aboutField: 'About {field}',
  noLeadStatusHere: 'No lead status.',
  eachContactItsOwn:
    'Each contact has a lead status of its own. Colleagues in the same company may have another.',
  startsAs:
    'It starts as {status} when a contact is added to such a company, or when the company moves into a category with lead status.',
  statusFollows: 'Lead status starts as {status} in this company.',
  statusReturns: 'In this company, lead status comes back as {status}.',
  categoryNotListed:
    'A category is missing? An administrator keeps this list. Lead and Marketing qualified lead come with new installations only, so ask for them to be added.',
  groupFromCategory: 'The group belongs to the category and can’t be edited here.',
  leadStatusShown: 'Lead status is shown for the contacts of this company.',
  leadStatusOnContacts: 'Lead status itself is shown on contacts, not on companies.',

  // What another category does to the contacts
  previewAppears: {
    one: 'Lead status appears for {count} contact and starts as {status}.',
    other: 'Lead status appears for {count} contacts and starts as {status}.',
  },
  previewReturns: {
    one: 'Lead status appears for {count} contact. An earlier value comes back; without one it starts as {status}.',
    other:
      'Lead status appears for {count} contacts. Earlier values come back; those without one start as {status}.',
  },
  previewAppearsNone: 'Lead status will be shown for contacts. There are none yet.',
  previewHides: {
    one: 'Lead status is hidden for {count} contact; its value is kept.',
    other: 'Lead status is hidden for {count} contacts; their values are kept.',
  },
  previewHidesNone: 'Lead status will not be shown for contacts. There are none yet.',
  previewNothing: 'Nothing changes for the contacts.',
});
