export declare function serveFolder(
  folder: string,
  options?: { headers?: Record<string, string> },
): Promise<{ url: string; close: () => Promise<void> }>;
