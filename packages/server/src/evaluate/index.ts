export { EvaluationDesk, runEvaluation } from './desk/desk.ts';
export { evaluateFiles, type FileEvaluation, type FileFormat, fileFormats } from './files/evaluate.ts';
export { readModel } from './files/model.ts';
export { evaluationAsHtml } from './page/page.ts';
export type { EvaluationReport } from './report.ts';
export { evaluateShop, type ShopEvaluation } from './shop/evaluate.ts';
export { evaluationAsText } from './text.ts';
