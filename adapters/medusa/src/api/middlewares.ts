import { toNodeHandler } from '@armoire/server';
import { defineMiddlewares, type MedusaRequest, type MedusaResponse } from '@medusajs/framework/http';
import { armRoutes } from '../arms/requests.ts';
import { shopOf } from '../shop-of.ts';

/** Where pages reach Armoire: its GraphQL endpoint, its events and the widget's script, as its own server has them. */
const open = ['/graphql', '/events', '/armoire.js', '/languages.js', '/healthz'];
const mount = '/armoire';

/** Hands a page's request to the engine as it came: keys, origins and bodies are looked at there. */
async function toEngine(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const path = request.originalUrl.slice(mount.length);
  const [pathname = ''] = path.split('?');
  if (!open.includes(pathname)) {
    response.status(404).json({ code: 'NOT_FOUND', message: 'There is nothing here' });
    return;
  }
  const { engine } = await shopOf(request.scope);
  // Express takes the mount off the address by itself, and puts it back.
  request.url = path;
  toNodeHandler((asked) => engine.send(asked))(request, response);
}

export default defineMiddlewares({
  routes: [{ matcher: `${mount}/*`, bodyParser: false, middlewares: [toEngine] }, ...armRoutes],
});
