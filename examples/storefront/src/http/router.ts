/** The parts of a path that stand for `:name`. */
export type Params = Readonly<Record<string, string>>;

/** Routes by method and pattern, such as `GET /p/:id`. */
export type Routes<H> = Readonly<Record<string, H>>;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const partsOf = (path: string) => path.split('/').filter(Boolean).map(decoded);

/** Finds the handler of a request; patterns without names are found before those with. */
export class Router<H> {
  readonly #routes: readonly {
    readonly method: string;
    readonly parts: readonly string[];
    readonly handler: H;
  }[];

  constructor(...tables: readonly Routes<H>[]) {
    this.#routes = tables
      .flatMap((table) => Object.entries(table))
      .map(([route, handler]) => {
        const [method = '', path = ''] = route.split(' ');
        return { method, parts: partsOf(path), handler };
      })
      .sort((a, b) => named(a.parts) - named(b.parts));
  }

  find(method: string, pathname: string): { readonly handler: H; readonly params: Params } | undefined {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const given = partsOf(pathname);
    for (const { method: own, parts, handler } of this.#routes) {
      if (own !== wanted || parts.length !== given.length) continue;
      const params: Record<string, string> = {};
      const fits = parts.every((part, i) => {
        if (!part.startsWith(':')) return part === given[i];
        params[part.slice(1)] = given[i] ?? '';
        return true;
      });
      if (fits) return { handler, params };
    }
    return undefined;
  }
}

const named = (parts: readonly string[]) => parts.filter((part) => part.startsWith(':')).length;
