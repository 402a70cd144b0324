import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';

const types = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * Answers with the files of a folder.
 *
 * @param {string} folder
 * @param {{ headers?: Record<string, string> }} [options] headers of every answer
 * @returns {import('node:http').RequestListener}
 */
export function listenerOfFolder(folder, { headers = {} } = {}) {
  const base = resolve(folder);
  return (request, response) => {
    const file = fileFor(base, request.url ?? '/');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-store');
    if (!file && request.url === '/favicon.ico') {
      // Browsers ask for it by themselves; a 404 would look like a page's error.
      response.writeHead(204).end();
      return;
    }
    if (!file) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
      return;
    }
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  };
}

/**
 * Serves a folder on a free port of the loopback address.
 *
 * @param {string} folder
 * @param {{ headers?: Record<string, string> }} [options] headers of every answer
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} url without a closing slash
 */
export async function serveFolder(folder, options) {
  const server = createServer(listenerOfFolder(folder, options));
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function fileFor(base, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  let file = normalize(join(base, path));
  if (file !== base && !file.startsWith(base + sep)) return undefined;
  if (isA('isDirectory', file)) file = join(file, 'index.html');
  return isA('isFile', file) ? file : undefined;
}

function isA(kind, file) {
  return statSync(file, { throwIfNoEntry: false })?.[kind]() ?? false;
}
