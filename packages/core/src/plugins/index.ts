export { definePlugin, type Plugin, type PluginShop } from './plugin.ts';
