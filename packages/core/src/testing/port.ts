/** Makes an empty store of the implementation under test, and lets go of it again. */
export type Make<Port> = () => Promise<{ readonly port: Port; close(): Promise<void> }>;

/** Runs a test body against an empty store, which is closed however the body ends. */
export async function using<Port>(make: Make<Port>, body: (port: Port) => Promise<void>): Promise<void> {
  const { port, close } = await make();
  try {
    await body(port);
  } finally {
    await close();
  }
}
