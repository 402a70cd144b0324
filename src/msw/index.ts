export { faultKinds, passingFaults, type FaultKind } from './fault-kinds.js';
export { createFaults, withFaults, type FaultNote, type FaultPlan, type Faults } from './faults.js';
export { createLeadHandlers, type LeadHandlersOptions } from './handlers.js';
