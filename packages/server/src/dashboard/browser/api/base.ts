/** The address of the dashboard itself, with a slash at its end, wherever a host mounts it. */
export const base = new URL(document.documentElement.dataset.base ?? './', location.href).pathname;

export interface DemoLogin {
  readonly email: string;
  readonly password: string;
}

/** The login that a demo shows to everybody. */
export function demoLogin(): DemoLogin | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=armoire-demo-login]');
  return meta === null ? undefined : (JSON.parse(meta.content) as DemoLogin);
}
