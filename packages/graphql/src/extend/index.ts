export { extendSchema } from './extend-schema.ts';
export { type ExtendOptions, type ExtensionField, extensionFields } from './options.ts';
