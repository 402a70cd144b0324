import { generateSample } from '../../../demo/data/generate.js';
import { createHandler, type Handler } from '../../../src/server/index.js';
import { toNodeListener } from '../../../src/server/node.js';
import { createSqlData, migrate } from '../../../src/server/sql/index.js';
import { openEmptyPGlite } from '../../helpers/pglite.js';

/** The backend over SQL, in PGlite: `/sql/WORLD`. A world is a tenant, who gets the sample records when first asked for. */
export async function createSqlBackend() {
  const connection = await openEmptyPGlite();
  await migrate(connection);
  const data = createSqlData(connection);
  const worlds = new Map<string, Promise<Handler>>();

  async function createWorld(tenant: string): Promise<Handler> {
    await data.fill(generateSample({ now: new Date() }), { tenant });
    const authorise = () => ({ id: 'demo', name: 'Ida Berg', tenant });
    return createHandler({ data, base: `/sql/${tenant}`, authorise });
  }

  const handler: Handler = async (request) => {
    const world = new URL(request.url).pathname.split('/')[2]!;
    const answer = worlds.get(world) ?? createWorld(world);
    worlds.set(world, answer);
    return (await answer)(request);
  };
  return {
    listener: toNodeListener(handler),
    async close() {
      await data.close();
      await connection.close();
    },
  };
}
