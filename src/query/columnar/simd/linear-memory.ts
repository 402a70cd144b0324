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

  /**
   * @param reserved bytes at the beginning that are never given.
   * @param bytes room behind them.
   */
  constructor(reserved: number, bytes: number, hasGrown: (memory: LinearMemory) => void) {
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((reserved + bytes) / page) });
    this.#hasGrown = hasGrown;
    this.#used = reserved;
    this.#free.push([reserved, this.buffer.byteLength]);
  }

  /** Another one after the memory has grown; that from before is detached. */
  get buffer(): ArrayBuffer {
    return this.memory.buffer;
  }

  /** Free bytes at the end. */
  get room(): number {
    const [start, end] = this.#free.at(-1) ?? [0, 0];
    return end === this.buffer.byteLength ? end - start : 0;
  }

  /** Free bytes elsewhere. */
  get gaps(): number {
    return this.#free.reduce((sum, [start, end]) => sum + end - start, -this.room);
  }

  /** The address of so many bytes, all 0; undefined when there are none. */
  take(bytes: number): number | undefined {
    const size = align(bytes);
    const found = this.#free.findIndex(([start, end]) => end - start >= size);
    if (found < 0) return undefined;
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

  /**
   * Moves so many bytes to the begin of the free piece before them. Answers where they are now.
   *
   * @param used behind which they are all 0.
   */
  slide(address: number, bytes: number, used: number): number {
    const gap = this.#free.find(([, end]) => end === address);
    if (!gap) return address;
    const [to] = gap;
    new Uint8Array(this.buffer).copyWithin(to, address, address + used).fill(0, to + used, address + used);
    this.giveBack(address, bytes); // one piece with the gap
    gap[0] = to + align(bytes);
    return to;
  }

  /** Room for so many bytes, and some more, since growing detaches every view. Throws when there is none. */
  reserve(bytes: number): void {
    const { room } = this;
    if (room >= bytes) return;
    const { byteLength } = this.buffer;
    this.memory.grow(Math.ceil((bytes - room + Math.min(byteLength >> 4, 1 << 21)) / page));
    this.#add(byteLength, this.buffer.byteLength);
    this.#hasGrown(this);
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
