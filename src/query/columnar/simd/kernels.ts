import { kernels, type Kernels } from '../kernels.js';
import type { Bits } from '../memory.js';
import { scratch } from '../scratch.js';
import { rarest, type Texts } from '../search-texts.js';
import { LinearMemory } from './linear-memory.js';

/** What `kernels.wat` exports. Parameters are addresses. */
interface Functions {
  and(to: number, from: number, end: number): void;
  or(to: number, from: number, end: number): void;
  not(to: number, end: number): void;
  count(a: number, b: number, end: number): number;
  inSet(to: number, codes: number, end: number): void;
  inRange(to: number, values: number, low: number, high: number, end: number): void;
  setRows(to: number, rows: number, end: number): void;
  search(
    to: number,
    bytes: number,
    starts: number,
    last: number,
    length: number,
    atEnd: number,
    ...more: readonly [i: number, k: number, each: number]
  ): void;
  searchByte(to: number, bytes: number, starts: number, last: number, byte: number, atEnd: number): void;
}

/** A memory, the functions that see it, and bitsets in it that are lent. */
interface Place {
  readonly memory: LinearMemory;
  readonly functions: Functions;
  readonly lent: [address: number, bytes: number][];
}

const needleAt = 0;
const needleRoom = 512;
const setAt = 512;
const quartersAt = 544;
const reserved = 1024;
/** Below so many words the way into WebAssembly is the longer one. */
const least = 32;

const places = new WeakMap<ArrayBufferLike, Place>();

/** A memory whose views the kernels take. Throws where memory or SIMD are not to be had. */
export function createPlace(module: WebAssembly.Module, bytes: number): LinearMemory {
  const memory = new LinearMemory(reserved, bytes, () => {
    // Nobody has borrowed anything while a memory grows, and what lies there to be borrowed is detached.
    for (const [address, bytes] of place.lent.splice(0)) memory.giveBack(address, bytes);
    places.set(memory.buffer, place);
  });
  const { exports } = new WebAssembly.Instance(module, { '': { '': memory.memory } });
  const place: Place = { memory, functions: exports as unknown as Functions, lent: [] };
  places.set(memory.buffer, place);
  install();
  return memory;
}

/** The functions of the memory that all of these lie in, if there are enough whole words of 16 bytes. */
function together(to: Bits, other: ArrayBufferView): Functions | undefined {
  const { buffer, length } = to;
  if (length < least || (length & 3) !== 0 || other.buffer !== buffer) return undefined;
  return places.get(buffer)?.functions;
}

const endOf = (view: ArrayBufferView) => view.byteOffset + view.byteLength;

let isInstalled = false;

/** Puts itself before the kernels in use: those go on where something does not lie in a memory, or is too little. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const plain: Kernels = { ...kernels };
  Object.assign(scratch, { beside, leave });
  Object.assign(kernels, {
    and(to, from) {
      const wasm = together(to, from);
      if (wasm) wasm.and(to.byteOffset, from.byteOffset, endOf(to));
      else plain.and(to, from);
    },
    or(to, from) {
      const wasm = together(to, from);
      if (wasm) wasm.or(to.byteOffset, from.byteOffset, endOf(to));
      else plain.or(to, from);
    },
    not(to) {
      const wasm = together(to, to);
      if (wasm) wasm.not(to.byteOffset, endOf(to));
      else plain.not(to);
    },
    count(a, b = a) {
      const wasm = together(a, b);
      return wasm ? wasm.count(a.byteOffset, b.byteOffset, endOf(a)) : plain.count(a, b);
    },
    inSet(to, codes, table) {
      const wasm = codes instanceof Uint8Array ? together(to, codes) : undefined;
      if (!wasm) return plain.inSet(to, codes, table);
      // Bit h % 8 of byte 16 * (h / 8) + l, where h and l are the halves of the code.
      const set = new Uint8Array(to.buffer, setAt, 32).fill(0);
      for (let code = 0; code < table.length; code++)
        if (table[code] === 1) set[((code >> 7) << 4) | (code & 15)]! |= 1 << ((code >> 4) & 7);
      wasm.inSet(to.byteOffset, codes.byteOffset, endOf(to));
    },
    inRange(to, values, low, high, start, end) {
      const wasm = together(to, values);
      if (!wasm || start >= end) return plain.inRange(to, values, low, high, start, end);
      const [address, first] = [to.byteOffset, values.byteOffset + start * 256];
      wasm.inRange(address + start * 4, first, low, high, address + end * 4);
    },
    setRows(to, rows, from, end) {
      const wasm = from < end ? together(to, rows) : undefined;
      const { byteOffset } = rows;
      if (wasm) wasm.setRows(to.byteOffset, byteOffset + from * 4, byteOffset + end * 4);
      else plain.setRows(to, rows, from, end);
    },
    search(to, texts, needle, atEnd) {
      const { bytes, starts, count } = texts;
      const { length } = needle;
      const place = places.get(bytes.buffer);
      const end = starts[count]!;
      if (
        !place ||
        bytes.buffer !== starts.buffer ||
        length > needleRoom ||
        end < Math.max(length, 4096) ||
        end > 0x7fff_ffff ||
        // 16 starts are looked at together, wherever they end.
        starts.byteOffset + count * 4 + 68 > starts.buffer.byteLength
      )
        return plain.search(to, texts, needle, atEnd);
      const found = to.buffer === bytes.buffer ? to : beside(bytes, to.length);
      if (!found) return plain.search(to, texts, needle, atEnd);
      if (found !== to) found.fill(0);
      const { functions } = place;
      const last = bytes.byteOffset + end - length;
      const where = [found.byteOffset, bytes.byteOffset, starts.byteOffset, last] as const;
      if (length === 1) functions.searchByte(...where, needle[0]!, Number(atEnd));
      else {
        new Uint8Array(bytes.buffer, needleAt, length).set(needle);
        const i = rarest(needle, 3);
        const each = quarter(texts, end - length + 1);
        functions.search(...where, length, Number(atEnd), i, Math.min(i + 2, length - 1), each);
      }
      if (found === to) return;
      plain.or(to, found);
      leave(found);
    },
  } satisfies Partial<Kernels>);
}

/**
 * Writes where a search of so many bytes begins in each of four places, of which the last one may overlap, and the starts
 * of the texts there. Answers how many bytes each has.
 */
function quarter({ bytes, starts, count }: Texts, length: number): number {
  const each = Math.ceil(length / 2048) * 512;
  const at = new Uint32Array(bytes.buffer, quartersAt, 8);
  for (let place = 0; place < 4; place++) {
    const from = Math.min(place * each, ((length + 15) & ~15) - each);
    let [low, high] = [0, count];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= from) low = middle;
      else high = middle;
    }
    at[place] = starts.byteOffset + low * 4;
    at[place + 4] = bytes.byteOffset + from;
  }
  return each;
}

/** A bitset in the same memory. */
function beside(near: ArrayBufferView, words: number): Bits | undefined {
  const place = places.get(near.buffer);
  const address = place?.memory.take(words * 4);
  if (!place || address === undefined) return undefined;
  place.lent.push([address, words * 4]);
  return new Int32Array(place.memory.buffer, address, words);
}

/** One that is detached went back when its memory grew. */
function leave(bits: Bits): void {
  const place = places.get(bits.buffer);
  const at = place ? place.lent.findIndex(([address]) => address === bits.byteOffset) : -1;
  if (!place || at < 0) return;
  place.lent.splice(at, 1);
  place.memory.giveBack(bits.byteOffset, bits.byteLength);
}
