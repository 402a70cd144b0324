import type { PartFault } from './problems.js';
import { escape } from './reader.js';

const detail = 'must not contain U+0000 or half of a surrogate pair';

/** PostgreSQL keeps neither U+0000 nor half of a surrogate pair, so no backend takes them: what is sent comes back. */
export function isKeepable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * The texts and keys of parsed JSON that can't be kept, by JSON pointer.
 *
 * @param source the text that `json` was parsed from: only one that escapes such a character can hold it
 */
export function unkeepableParts(json: unknown, source: string): readonly PartFault[] {
  if (!/\\u(0000|d[89a-f])/i.test(source)) return [];
  const faults: PartFault[] = [];
  look(json, '');
  return faults;

  function look(value: unknown, pointer: string): void {
    if (typeof value === 'string') {
      if (!isKeepable(value)) faults.push({ pointer, detail });
    } else if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) {
        if (isKeepable(key)) look(member, `${pointer}/${escape(key)}`);
        else
          faults.push({ pointer: `${pointer}/${escape(key).replaceAll('\0', '').toWellFormed()}`, detail });
      }
  }
}
