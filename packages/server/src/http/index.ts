export { createHandler, type Handler, type HandlerOptions } from './app.ts';
export { Metrics } from './metrics.ts';
export { type Listening, listen, toNodeHandler } from './node.ts';
export type { WidgetScript } from './widget.ts';
