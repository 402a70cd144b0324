/** S7: makes a record immutable, nested data included, so that a host that mutates a snapshot hears of it. */
export function freezeDeep<Data>(data: Data): Data {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  for (const value of Object.values(data)) freezeDeep(value);
  return Object.freeze(data);
}

/** True in development builds of hosts that say so (Vite, webpack), false in a browser without a build. */
export function isDevelopment(): boolean {
  return (import.meta as { env?: { DEV?: boolean } }).env?.DEV === true;
}
