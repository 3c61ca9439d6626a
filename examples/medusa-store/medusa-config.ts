import { defineConfig, loadEnv } from '@medusajs/framework/utils';

loadEnv(process.env.NODE_ENV || 'development', process.cwd());

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: run npm start, or write it into .env`);
  return value;
};

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: env('DATABASE_URL'),
    // In production Medusa's login is by a cookie for https; on this machine the admin is at http.
    cookieOptions: { secure: !env('ADMIN_CORS').startsWith('http://'), sameSite: 'lax' },
    http: {
      storeCors: env('STORE_CORS'),
      adminCors: env('ADMIN_CORS'),
      authCors: env('ADMIN_CORS'),
      jwtSecret: env('JWT_SECRET'),
      cookieSecret: env('COOKIE_SECRET'),
    },
  },
  admin: { disable: process.env.MEDUSA_ADMIN !== 'on' },
  // Without a secret, the store as it was before.
  plugins:
    process.env.ARMOIRE_SECRET === undefined
      ? []
      : [{ resolve: '@armoire/medusa', options: { secret: process.env.ARMOIRE_SECRET } }],
});
