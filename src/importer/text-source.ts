import { issue, type ImportIssue } from './issues.js';
import type { CsvEncoding } from './types.js';

/** The text of a file, piece by piece, and how it was found. */
export interface TextSource {
  readonly encoding: CsvEncoding;
  readonly pieces: AsyncIterable<string>;
  /** What there is to know about the bytes. */
  readonly issues: readonly ImportIssue[];
}

/** Bytes, or characters, that are read at a time. */
const pieceSize = 1 << 20;
/** Where a zero byte gives away a file that is no text. */
const sniffSize = 4_096;

/**
 * Finds out how a file is encoded: by its byte order mark; else it is UTF-8 if all of it is valid UTF-8, and
 * windows-1252 (which contains Latin-1) if not. Rejects when the file can't be read.
 */
export async function openText(input: Blob | string, rest: () => Promise<void>): Promise<TextSource> {
  if (typeof input === 'string') return { encoding: 'utf-8', pieces: piecesOf(input), issues: [] };
  const start = new Uint8Array(await input.slice(0, sniffSize).arrayBuffer());
  const marked = encodingOfMark(start);
  if (marked) return { encoding: marked, pieces: decode(input, marked), issues: [] };
  if (start.includes(0)) return { encoding: 'utf-8', pieces: piecesOf(''), issues: [issue('not-text')] };
  if (await isUtf8(input, rest)) return { encoding: 'utf-8', pieces: decode(input, 'utf-8'), issues: [] };
  const guessed = issue('encoding-guessed', { details: { encoding: 'windows-1252' } });
  return { encoding: 'windows-1252', pieces: decode(input, 'windows-1252'), issues: [guessed] };
}

function encodingOfMark([first, second, third]: Uint8Array): CsvEncoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

async function isUtf8(input: Blob, rest: () => Promise<void>): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < input.size; at += pieceSize) {
      decoder.decode(await input.slice(at, at + pieceSize).arrayBuffer(), { stream: true });
      await rest();
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false; // what a fatal decoder throws
    throw error;
  }
}

/** The decoder drops the byte order mark. */
async function* decode(input: Blob, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < input.size; at += pieceSize) {
    yield decoder.decode(await input.slice(at, at + pieceSize).arrayBuffer(), { stream: true });
  }
  yield decoder.decode();
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at += pieceSize) {
    yield text.slice(at, at + pieceSize);
  }
}
