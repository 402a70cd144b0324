import type { RequestListener } from 'node:http';

export declare function listenerOfFolder(
  folder: string,
  options?: { headers?: Record<string, string> },
): RequestListener;

export declare function serveFolder(
  folder: string,
  options?: { headers?: Record<string, string> },
): Promise<{ url: string; close: () => Promise<void> }>;
