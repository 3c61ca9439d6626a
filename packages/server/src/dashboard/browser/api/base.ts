/** The address of the dashboard itself, with a slash at its end, wherever a host mounts it. */
export const base = new URL(document.documentElement.dataset.base ?? './', location.href).pathname;

export interface DemoLogin {
  readonly email: string;
  readonly password: string;
}

/** The login that a demo shows to everybody. */
export const demoLogin = (): DemoLogin | undefined => told<DemoLogin>('armoire-demo-login');

/** In a demo: what the names of simulated shoppers begin with, and the page on which they are turned off. */
export const simulated = (): { readonly prefix: string; readonly page: string } | undefined =>
  told('armoire-simulated');

function told<Fact>(name: string): Fact | undefined {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name=${name}]`);
  return meta === null ? undefined : (JSON.parse(meta.content) as Fact);
}
