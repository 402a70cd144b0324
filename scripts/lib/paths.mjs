// Node built-ins only: this is loaded before dependencies are installed.
import { fileURLToPath } from 'node:url';

/** Absolute path of a file or folder of the project. */
export const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const root = inProject('');
