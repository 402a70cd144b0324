// What a store needs for an adapter that says what it can do, in one piece: loaded when there is one.
export { resolveCapabilities } from '../parse-capabilities.js';
export { Remote } from './remote.js';
