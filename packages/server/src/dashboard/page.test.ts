import { describe, expect, it } from 'vitest';
import { dashboardEndpoint } from './index.ts';

const files = { script: 'run()', style: 'b{}' };
const at = (path: string, options = {}, headers: Record<string, string> = {}) =>
  dashboardEndpoint({ files, ...options })(new Request(`http://localhost${path}`, { headers }));

describe('the page', () => {
  it.each([
    ['/admin', 'admin/'],
    ['/admin/', './'],
    ['/admin/points', './'],
    ['/admin/points/home.featured?range=week', './../'],
    ['/mounted/admin/rules/a/b', './../../'],
  ])('%s finds its files by %s', async (path, base) => {
    const response = await at(path);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain(`data-base="${base}"`);
    const folder = new URL(base, `http://localhost${path}`).pathname;
    expect(folder).toBe(path.startsWith('/mounted') ? '/mounted/admin/' : '/admin/');
  });

  it('lets nothing run but its own files, and nobody frame it', async () => {
    const response = await at('/admin');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const text = await response.text();
    expect(text).not.toMatch(/<script[^>]*>[^<]/);
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it('shows a demo’s login, and no login otherwise', async () => {
    expect(await (await at('/admin')).text()).not.toContain('armoire-demo-login');
    const demoLogin = { email: 'demo@localhost', password: '"><script>' };
    const text = await (await at('/admin', { demoLogin })).text();
    expect(text).toContain('armoire-demo-login');
    expect(text).not.toContain('"><script>');
  });

  it('says where simulated shoppers are turned off, in a demo that has some', async () => {
    expect(await (await at('/admin')).text()).not.toContain('armoire-simulated');
    const simulated = { prefix: 'simulated-', page: '/shoppers' };
    expect(await (await at('/admin', { simulated })).text()).toContain(
      '<meta name="armoire-simulated" content="{&quot;prefix&quot;:&quot;simulated-&quot;,&quot;page&quot;:&quot;/shoppers&quot;}">',
    );
  });
});

describe('the files', () => {
  it('are sent with their types, and not twice', async () => {
    const script = await at('/admin/dashboard.js');
    expect([await script.text(), script.headers.get('content-type')]).toEqual([
      'run()',
      'text/javascript; charset=utf-8',
    ]);
    const style = await at('/admin/dashboard.css');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const etag = style.headers.get('etag') ?? '';
    expect((await at('/admin/dashboard.css', {}, { 'if-none-match': etag })).status).toBe(304);
  });

  it('that were not built are missed by name', async () => {
    await expect(at('/admin', { files: { folder: '/nowhere' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      fix: expect.stringContaining('npm run build'),
    });
  });
});
