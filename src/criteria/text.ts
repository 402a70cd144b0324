/**
 * Q4: text as it is compared: composed (NFC), then lower-case, by Unicode alone and in no language. Both sides of
 * every comparison go through here, in memory and, by an equal function, in SQL.
 */
export function foldText(text: string): string {
  return composed(text).toLowerCase();
}

/** NFC. Text with no character from U+0300 on is composed already, and looking is cheaper than normalising. */
export function composed(text: string): string {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) >= 0x300) return text.normalize('NFC');
  }
  return text;
}
