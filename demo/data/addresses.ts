import type { Nation } from './nation.js';
import type { Random } from './random.js';

/** A name in the letters of an e-mail address: `Jürgen Groß` becomes `jurgen.gross`, `O’Brien` `obrien`. */
export function slug(text: string, separator: '.' | '-'): string {
  const latin = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('đ', 'd');
  return latin.split(/[^a-z0-9]+/).filter(Boolean).join(separator);
}

/** Gives each wish once within a group: a second `jan.berg` becomes `jan.berg2`. */
export function createDistinct(): (wish: string, group?: string) => string {
  const given = new Map<string, number>();
  return (wish, group = '') => {
    const times = (given.get(`${group} ${wish}`) ?? 0) + 1;
    given.set(`${group} ${wish}`, times);
    return times === 1 ? wish : `${wish}${times}`;
  };
}

/** Numbers with 555 and 01 in them, as films use them: nobody is to be called by accident. */
export function phone({ phonePrefix }: Nation, random: Random): string {
  const digits = String(random.below(10_000)).padStart(4, '0');
  return `${phonePrefix} 555 01 ${digits.slice(0, 2)} ${digits.slice(2)}`;
}
