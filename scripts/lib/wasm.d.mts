export const source: string;
export const target: string;
export function assemble(text: string): Promise<Buffer>;
export function moduleText(bytes: Buffer): string;
