/** Where decisions are made: in this process, or on a server. Both answer as Armoire's HTTP interface does. */
export interface Engine {
  readonly keys: Keys;
  /** Answers a request whose path is that of Armoire's own routes, such as `/graphql`. */
  send(request: Request): Promise<Response>;
  /** Fills every shelf once, so that the first shopper is given a decision, not a fallback. */
  warmUp(): Promise<void>;
  /** Asks for a price cycle now: the one at the start may have come before the catalogue. */
  cycleSoon(): Promise<void>;
  close(): Promise<void>;
}

export interface Keys {
  /** May be seen by anybody. */
  readonly public: string;
  readonly secret: string;
}
