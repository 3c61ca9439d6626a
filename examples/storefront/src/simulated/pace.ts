/** How fast simulated shoppers come. */
export const paces = ['off', 'calm', 'brisk', 'fast'] as const;
export type Pace = (typeof paces)[number];

export const isPace = (value: unknown): value is Pace => (paces as readonly unknown[]).includes(value);

/** Visits of one day of the simulated world. */
export const sessionsPerDay = 600;

/** Days of the simulated world that pass in a day of ours: 144 makes one of ten minutes, with a visit a second. */
export const speeds: Readonly<Record<Pace, number>> = { off: 0, calm: 72, brisk: 144, fast: 432 };
