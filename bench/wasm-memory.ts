// Chromium's count of what a page takes leaves the memories of WebAssembly out: ours, and those of databases in it.

const memories = new Set<WeakRef<WebAssembly.Memory>>();
const known = new WeakSet<WebAssembly.Memory>();

function note(memory: unknown): void {
  if (!(memory instanceof WebAssembly.Memory) || known.has(memory)) return;
  known.add(memory);
  memories.add(new WeakRef(memory));
}

/** Notes every memory that is made from now on, or that an instance brings along. */
export function watchWasmMemory(): void {
  const { Memory, Instance, instantiate, instantiateStreaming } = WebAssembly;
  const noteExports = ({ exports }: WebAssembly.Instance) => Object.values(exports).forEach(note);
  const noteResult = <Result extends WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>(
    result: Result,
  ): Result => {
    noteExports('instance' in result ? result.instance : result);
    return result;
  };
  Object.assign(WebAssembly, {
    Memory: new Proxy(Memory, {
      construct(target, args, made) {
        const memory = Reflect.construct(target, args, made) as WebAssembly.Memory;
        note(memory);
        return memory;
      },
    }),
    Instance: new Proxy(Instance, {
      construct(target, args, made) {
        const instance = Reflect.construct(target, args, made) as WebAssembly.Instance;
        noteExports(instance);
        return instance;
      },
    }),
    instantiate: (...args: Parameters<typeof instantiate>) => instantiate(...args).then(noteResult),
    instantiateStreaming: (...args: Parameters<typeof instantiateStreaming>) =>
      instantiateStreaming(...args).then(noteResult),
  });
}

/** Bytes of those that are still there. */
export function wasmBytes(): number {
  let bytes = 0;
  for (const memory of memories) bytes += memory.deref()?.buffer.byteLength ?? 0;
  return bytes;
}
