/**
 * All elements of the package, registered, and what a host needs to connect them. Hosts that use a few elements import
 * those alone (`leadkit/elements/board`), with `leadkit/store` and an adapter.
 */
export { LeadBoard } from './elements/board/lead-board.js';
export { LeadCompanyCard } from './elements/company-card/lead-company-card.js';
export { LeadContactCard } from './elements/contact-card/lead-contact-card.js';
export { LeadContactsTab } from './elements/contacts-tab/lead-contacts-tab.js';
export { LeadCriteriaBuilder } from './elements/criteria-builder/lead-criteria-builder.js';
export { LeadFind } from './elements/find/lead-find.js';
export { LeadImport } from './elements/import/lead-import.js';
export { LeadProvider } from './elements/provider/lead-provider.js';
export { LeadRecordGrid } from './elements/record-grid/lead-record-grid.js';
export { LeadSelections } from './elements/selections/lead-selections.js';
export { LeadSetupCategories } from './elements/setup-categories/lead-setup-categories.js';
export { LeadSetupStatuses } from './elements/setup-statuses/lead-setup-statuses.js';
export { LeadStatusBadge } from './elements/status-badge/lead-status-badge.js';
export { LeadStatusPicker } from './elements/status-picker/lead-status-picker.js';
export * from './events/index.js';
export { addDictionary, type Dictionary } from './locale/index.js';
export * from './store/index.js';
