import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { languagesEndpoint, widgetEndpoint } from './widget.ts';

const request = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers });

describe('languages.js', () => {
  const endpoint = languagesEndpoint();

  it('is a classic script of words, for pages of any origin, sent once', async () => {
    const response = await endpoint(request());
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const page: { ArmoireWords?: string } = {};
    runInNewContext(await response.text(), page);
    expect(page.ArmoireWords?.split('\n').map((line) => line.split('|')[0])).toEqual(
      expect.arrayContaining(['fr', 'es', 'ar']),
    );
    const etag = response.headers.get('etag') ?? '';
    expect((await endpoint(request({ 'if-none-match': etag }))).status).toBe(304);
  });
});

it('a script that is not there is missed by name, and looked for again', async () => {
  const endpoint = widgetEndpoint({ file: '/nowhere/armoire.js' });
  for (let i = 0; i < 2; i++) await expect(endpoint(request())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
