import { garden } from './garden.ts';
import { kitchen } from './kitchen.ts';
import { light } from './light.ts';
import { study } from './study.ts';
import { table } from './table.ts';
import { textiles } from './textiles.ts';

export const zh = { ...garden, ...kitchen, ...light, ...study, ...table, ...textiles };
