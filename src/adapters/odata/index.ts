export { createODataAdapter } from './odata-adapter.js';
export type { ODataAdapterOptions, ODataService } from './options.js';
export type {
  ContactMapping,
  EntityMapping,
  ODataMapping,
  PreferenceMapping,
  PropertyDetails,
  PropertyMapping,
} from './mapping.js';
export type { TokenCallback } from '../rest/token-source.js';
