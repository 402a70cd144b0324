export { adapterKit, runAdapterKit, type KitCheck } from './kit.js';
export { formatReport, type CheckResult, type KitReport } from './report.js';
export { kitRows } from './rows.js';
export { kitFaults, type AdapterSubject, type FaultSwitch, type KitFault } from './types.js';
