export type { DashboardFiles } from './files.ts';
export { type DashboardOptions, dashboardEndpoint } from './page.ts';
