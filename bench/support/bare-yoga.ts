import { createServer } from 'node:http';
import { typeDefs } from '@armoire/graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { answerParent } from './child.ts';

/** Yoga as it comes, over the shopper's schema, with one page that is always the same. */
const money = { amount: 1999, currency: 'EUR' };
const items = Array.from({ length: 12 }, (_, position) => ({
  position,
  price: { variant: `v${position}`, price: money, regular: money },
  product: {
    id: `p${position}`,
    title: `striped Carpet of rattan No. ${position}`,
    url: `https://shop.example/products/p${position}`,
    images: [{ url: `https://shop.example/images/p${position}.jpg`, alt: 'striped Carpet' }],
    variants: [
      { price: money, compareAt: position % 5 === 0 ? money : null, available: true },
      { price: money, compareAt: null, available: position % 3 > 0 },
    ],
  },
}));
const shelf = {
  point: 'home.featured',
  decision: '0198c0de-0000-7000-8000-000000000000',
  source: 'policy',
  token: 'x'.repeat(240),
  items,
};
const page = { shelves: [shelf] };
const schema = createSchema({ typeDefs, resolvers: { Query: { page: () => page } } });
const server = createServer(createYoga({ schema, logging: false, graphiql: false, landingPage: false }));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  answerParent(
    { port: typeof address === 'object' && address !== null ? address.port : 0, tokens: [] },
    {
      stop: async () => {
        server.close();
        server.closeIdleConnections();
        return [];
      },
    },
  );
});
