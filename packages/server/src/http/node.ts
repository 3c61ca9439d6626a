import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ArmoireError, type Duration, second } from '@armoire/protocol';
import { getRequestListener } from '@hono/node-server';
import type { Handler } from './app.ts';
import { endsByItsLength } from './body.ts';

/** A handler as Node's own HTTP server, Express and Connect take it. Mount it before what parses bodies. */
export function toNodeHandler(
  handler: Handler,
): (request: IncomingMessage, response: ServerResponse) => void {
  const listener = getRequestListener(
    (request, { incoming }) => {
      const address = incoming.socket.remoteAddress;
      const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
      if (length !== undefined && coding === undefined) endsByItsLength(request);
      return handler(request, address === undefined ? {} : { address });
    },
    { overrideGlobalObjects: false },
  );
  return (request, response) => void listener(request, response);
}

export interface Listening {
  readonly port: number;
  /** Takes no more connections; resolves when the requests under way are answered, or cut off after `grace`. */
  stop(grace?: Duration): Promise<void>;
}

/** Listens on a port; 0 takes any free one. @throws ArmoireError INVALID_CONFIG when the port cannot be had */
export async function listen(handler: Handler, port: number, host?: string): Promise<Listening> {
  const server = createServer(toNodeHandler(handler));
  // A client that sends slower than this is holding a connection, not sending a request.
  server.requestTimeout = 30 * second;
  server.headersTimeout = 10 * second;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(busy(port, cause)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: (grace = 10 * second) => stop(server, grace),
  };
}

function stop(server: Server, grace: Duration): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function busy(port: number, cause: NodeJS.ErrnoException): ArmoireError {
  const reason =
    cause.code === 'EADDRINUSE' ? 'is taken' : cause.code === 'EACCES' ? 'may not be used' : cause.message;
  return new ArmoireError('INVALID_CONFIG', `Port ${port} ${reason}`, {
    path: 'port',
    fix: 'Stop what uses it, or choose another with --port or in the configuration.',
    cause,
  });
}
