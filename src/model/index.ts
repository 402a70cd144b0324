export { applyChange, created, deleted, differing, inverseChange, sameValue, updated } from './changes.js';
export type { Change } from './changes.js';
export {
  createSetup,
  defaultCategories,
  defaultLeadStatuses,
  defaultSettings,
  emptyCompany,
  emptyContact,
} from './defaults.js';
export { createFieldCatalog, hasLeadStatus, isReservedField, optionsOf, readField } from './fields.js';
export type { Field, FieldCatalog, FieldId, FieldOption, Subject } from './fields.js';
export { parseHostField } from './parse-host-field.js';
export { parseRow, parseRows } from './parse.js';
export type { ParsedRow, RejectedRow } from './parse.js';
export type { RowFault } from './parse-values.js';
export {
  byRank,
  categoryGroups,
  contactName,
  entityNames,
  fieldTypes,
  setOperations,
  tones,
} from './records.js';
export type {
  Category,
  CategoryGroup,
  Company,
  Contact,
  Entities,
  EntityName,
  Extra,
  FieldType,
  HostField,
  HostOption,
  Id,
  LeadStatus,
  ListItem,
  OnReturn,
  RecordRef,
  Selection,
  SelectionSource,
  SetOperation,
  Settings,
  Setup,
  Tone,
  Value,
} from './records.js';
