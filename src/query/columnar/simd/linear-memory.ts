const page = 1 << 16;
const align = (bytes: number) => (bytes + 15) & ~15;

/** A WebAssembly memory that is given out in pieces: the first free one that is large enough. */
export class LinearMemory {
  readonly memory: WebAssembly.Memory;
  /** Free pieces as [start, end), in order; neighbours are one. */
  readonly #free: [start: number, end: number][] = [];
  /** Beyond here nothing was written yet. */
  #used: number;
  readonly #hasGrown: (memory: LinearMemory) => void;

  /** @param reserved bytes at the beginning that are never given. */
  constructor(reserved: number, hasGrown: (memory: LinearMemory) => void) {
    this.memory = new WebAssembly.Memory({ initial: 1 });
    this.#hasGrown = hasGrown;
    this.#used = reserved;
    this.#free.push([reserved, page]);
  }

  /** Another one after the memory has grown; that from before is detached. */
  get buffer(): ArrayBuffer {
    return this.memory.buffer;
  }

  /**
   * The address of so many bytes, all 0; undefined when there are none.
   *
   * @param mayGrow the memory may grow, which detaches every view.
   */
  take(bytes: number, mayGrow: boolean): number | undefined {
    const size = align(bytes);
    const found = this.#free.findIndex(([start, end]) => end - start >= size);
    if (found < 0) return mayGrow && this.#grow(size) ? this.take(bytes, false) : undefined;
    const piece = this.#free[found]!;
    const [address] = piece;
    piece[0] += size;
    if (piece[0] === piece[1]) this.#free.splice(found, 1);
    if (address < this.#used)
      new Uint8Array(this.buffer, address, Math.min(size, this.#used - address)).fill(0);
    this.#used = Math.max(this.#used, address + size);
    return address;
  }

  giveBack(address: number, bytes: number): void {
    this.#add(address, address + align(bytes));
  }

  /** Some more than is needed, since every growth costs all views. */
  #grow(bytes: number): boolean {
    const { byteLength } = this.buffer;
    const more = bytes + Math.min(byteLength >> 4, 1 << 21);
    try {
      this.memory.grow(Math.ceil(more / page));
    } catch {
      return false;
    }
    this.#add(byteLength, this.buffer.byteLength);
    this.#hasGrown(this);
    return true;
  }

  #add(start: number, end: number): void {
    let at = this.#free.findIndex((piece) => piece[0] > start);
    if (at < 0) at = this.#free.length;
    this.#free.splice(at, 0, [start, end]);
    for (const left of [at, at - 1]) {
      const [first, second] = [this.#free[left], this.#free[left + 1]];
      if (!first || !second || first[1] !== second[0]) continue;
      first[1] = second[1];
      this.#free.splice(left + 1, 1);
    }
  }
}
