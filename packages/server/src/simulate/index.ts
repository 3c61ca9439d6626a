export { coverageOfNothing } from './a-a.ts';
export { type ArmName, armNames, experiment } from './experiment.ts';
export { coverageAsText, experimentAsJson, experimentAsText } from './report.ts';
