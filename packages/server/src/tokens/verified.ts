const most = 10_000;

/** What tokens said whose signatures were verified; of more than ten thousand the oldest are forgotten. */
export class VerifiedTokens<Claims> {
  readonly #claims = new Map<string, Claims>();

  get(token: string): Claims | undefined {
    return this.#claims.get(token);
  }

  add(token: string, claims: Claims): Claims {
    this.#claims.set(token, claims);
    if (this.#claims.size > most) this.#claims.delete(this.#claims.keys().next().value as string);
    return claims;
  }
}
