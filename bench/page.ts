import type { Host } from './peer.js';
import { run, type Message, type Task } from './run.js';
import { wasmBytes, watchWasmMemory } from './wasm-memory.js';

// The page of one task. `scripts/lib/bench-chromium.mjs` calls `benchTask` and gives the two functions below.

interface Outside {
  benchTell(message: Message): Promise<void>;
  /** Bytes in use but for WebAssembly's, after collecting garbage. */
  benchMemory(): Promise<number>;
  benchTask?: (task: Task) => Promise<void>;
}

const outside = window as unknown as Outside;

const host: Host = {
  where: 'chromium',
  asset: async (path) => {
    const response = await fetch(`/node_modules/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
  assetUrl: (path) => new URL(`/node_modules/${path}`, location.href).href,
  memory: async () => (await outside.benchMemory()) + wasmBytes(),
};

watchWasmMemory();
outside.benchTask = async (task) => {
  const told: Promise<void>[] = [];
  await run(task, host, (message) => told.push(outside.benchTell(message)));
  await Promise.all(told);
};
