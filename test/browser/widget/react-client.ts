import { hydrateRoot } from 'react-dom/client';
import { page, type Told } from './react-page.ts';

declare global {
  interface Window {
    readonly armoirePage: { readonly url: string; readonly apiKey: string };
    told: Told[];
    problems: string[];
  }
}

window.told = [];
window.problems = [];
const root = document.querySelector('#root') as Element;
hydrateRoot(root, page({ ...window.armoirePage, tell: (told) => window.told.push(told) }), {
  onRecoverableError: (error) => window.problems.push(String(error)),
});
