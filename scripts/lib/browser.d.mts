export declare const chromiumArgs: string[];
export declare function findChromium(): Promise<{ executablePath: string; headless: true | 'shell' }>;
export declare function findFirefox(): string | undefined;
