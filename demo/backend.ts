import { createHandler, type Handler } from '../src/server/index.js';
import { createMemoryData } from '../src/server/memory/index.js';
import { toNodeListener } from '../src/server/node.js';
import { generateSample } from './data/generate.js';

/** Worlds that are kept; those used longest ago are forgotten, so that test runs don't fill the memory. */
const kept = 12;

/** What a world declares, by the first step of its address. */
const apis = { api: 'everything', 'api-minimal': 'least' } as const;

/**
 * The backend that the portal talks to over HTTP: `/api/WORLD` answers questions and tells of changes,
 * `/api-minimal/WORLD` can only be read and saved to. A world is made, with the sample records, when somebody first asks
 * for it; tests take one each.
 */
export function createDemoBackend() {
  const worlds = new Map<string, Handler>();

  const handler: Handler = async (request) => {
    const [, api, world] = new URL(request.url).pathname.split('/');
    if (!world || !api || !Object.hasOwn(apis, api)) return new Response(null, { status: 404 });
    const base = `/${api}/${world}`;
    const answer = worlds.get(base) ?? createWorld(base, apis[api as keyof typeof apis]);
    worlds.delete(base);
    worlds.set(base, answer); // the youngest is last
    const [oldest] = worlds.keys();
    if (worlds.size > kept && oldest !== undefined) worlds.delete(oldest);
    return answer(request);
  };
  return toNodeListener(handler);
}

function createWorld(base: string, declare: 'everything' | 'least'): Handler {
  const data = createMemoryData({ ...generateSample({ now: new Date() }), declare });
  return createHandler({ data, base, authorise: () => ({ id: 'demo', name: 'Ida Berg' }) });
}
