// Text as bytes: UTF-8, in which lone surrogates are encoded like any other character (WTF-8), so that every string
// comes back as it was. Bytes from 0xF6 on never occur in it.

/** Writes `text` at `at`, which must have room for 3 bytes for each UTF-16 unit. Answers the end. */
export function encode(text: string, bytes: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      code = 0x1_0000 + ((code & 0x3ff) << 10) + (text.charCodeAt(++index) & 0x3ff);
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
      continue;
    } else bytes[at++] = 0xe0 | (code >> 12);
    bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
    bytes[at++] = 0x80 | (code & 0x3f);
  }
  return at;
}

export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, encode(text, bytes, 0));
}

/** UTF-16 units of the bytes from `at` up to the first one from 0xF6 on; `units` is overwritten. */
export function decode(bytes: Uint8Array, at: number, units: number[]): number {
  let length = 0;
  for (;;) {
    const byte = bytes[at++]!;
    if (byte < 0x80) units[length++] = byte;
    else if (byte >= 0xf6) return length;
    else if (byte < 0xe0) units[length++] = ((byte & 0x1f) << 6) | (bytes[at++]! & 0x3f);
    else if (byte < 0xf0)
      units[length++] = ((byte & 0xf) << 12) | ((bytes[at++]! & 0x3f) << 6) | (bytes[at++]! & 0x3f);
    else {
      const code =
        ((byte & 7) << 18) |
        ((bytes[at++]! & 0x3f) << 12) |
        ((bytes[at++]! & 0x3f) << 6) |
        (bytes[at++]! & 0x3f);
      units[length++] = 0xd7c0 + (code >> 10);
      units[length++] = 0xdc00 | (code & 0x3ff);
    }
  }
}

/** Four at a time: much faster for short texts than a call with as many arguments as there are units. */
export function textOf(units: readonly number[], length: number): string {
  let text = '';
  let at = 0;
  for (; at + 4 <= length; at += 4)
    text += String.fromCharCode(units[at]!, units[at + 1]!, units[at + 2]!, units[at + 3]!);
  for (; at < length; at++) text += String.fromCharCode(units[at]!);
  return text;
}

/** Whether a text has no lone surrogate. One that has none can be searched for by its bytes. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
