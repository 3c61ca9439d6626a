import { Module } from '@medusajs/framework/utils';
import { ArmoireModule, moduleName } from './service.ts';

export default Module(moduleName, { service: ArmoireModule });
