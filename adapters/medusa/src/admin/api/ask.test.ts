import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, send } from './ask.ts';

const asked = vi.fn<typeof fetch>();
vi.stubGlobal('fetch', asked);
afterEach(() => asked.mockReset());

const answering = (status: number, body: unknown) =>
  asked.mockResolvedValueOnce(
    typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
  );

describe('what the admin asks of the store', () => {
  it('is asked as whoever is signed in', async () => {
    answering(200, { data: { killSwitch: true } });
    const data = await ask<{ killSwitch: boolean }, object>({ text: '{ killSwitch }' }, {});
    expect(data).toEqual({ killSwitch: true });
    expect(asked).toHaveBeenCalledWith(
      '/admin/armoire/graphql',
      expect.objectContaining({ credentials: 'include', method: 'POST' }),
    );
  });

  it('comes back with what was wrong and what to do, whatever the status', async () => {
    const errors = [{ message: 'Not an instant', extensions: { code: 'INVALID_INPUT', fix: 'Write ISO' } }];
    for (const status of [200, 400]) {
      answering(status, { errors });
      await expect(send('/x', {})).rejects.toMatchObject({
        ...{ code: 'INVALID_INPUT', message: 'Not an instant', fix: 'Write ISO' },
      });
    }
    answering(404, { code: 'NOT_FOUND', message: 'Armoire does not run', fix: 'See the log' });
    await expect(send('/x')).rejects.toMatchObject({ code: 'NOT_FOUND', fix: 'See the log' });
  });

  it('says that nobody is signed in, that nothing answers, and what is no data', async () => {
    answering(401, { message: 'Unauthorized' });
    await expect(send('/x')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    asked.mockRejectedValueOnce(new TypeError('fetch failed'));
    await expect(send('/x')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    answering(502, 'Bad gateway');
    await expect(send('/x')).rejects.toMatchObject({ message: '/x: 502' });
  });
});
